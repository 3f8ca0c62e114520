package swoole4j.engine.task;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import swoole4j.engine.config.TaskSettings;

/** How much may wait for one worker. Any thread. */
final class Room {
    private final int mostParcels;
    private final long mostBytes;
    private final AtomicInteger parcels = new AtomicInteger();
    private final AtomicLong bytes = new AtomicLong();

    Room(TaskSettings settings) {
        this.mostParcels = settings.queueLength();
        this.mostBytes = settings.queueSize();
    }

    /** Takes room; false when there is none. One parcel always fits, however large. */
    boolean take(long size) {
        int before = parcels.getAndIncrement();
        long bytesBefore = bytes.getAndAdd(size);
        if (before < mostParcels && (before == 0 || bytesBefore + size <= mostBytes)) return true;
        giveBack(size);
        return false;
    }

    void giveBack(long size) {
        parcels.decrementAndGet();
        bytes.addAndGet(-size);
    }

    int parcels() {
        return parcels.get();
    }
}

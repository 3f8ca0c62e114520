package swoole4j.engine.reactor;

import java.util.BitSet;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * Small numbers for connections, the lowest free one first and used again at once, as an operating system gives
 * descriptors: what {@code socket_fd} shows and what {@code fd mod N} is computed from. Any thread.
 */
final class Slots {
    /** Descriptors below belong to other things in any process; a power of two, so that the first goes to worker 0. */
    private static final int FIRST = 16;

    private static final int PAGE_BITS = 10;
    private static final int PAGE = 1 << PAGE_BITS;

    private final AtomicReferenceArray<@Nullable AtomicIntegerArray> pages;
    private final BitSet taken = new BitSet();
    /** Nothing below is free. */
    private int lowest = FIRST;

    private int count;

    private volatile int end = FIRST;

    Slots(int capacity) {
        pages = new AtomicReferenceArray<>((capacity >> PAGE_BITS) + 1);
    }

    /** Takes the lowest free slot, to be {@linkplain #put used} or {@linkplain #free freed}; 0 when so many are taken. */
    synchronized int take(int most) {
        if (count >= most) return 0;
        count++;
        int slot = taken.nextClearBit(lowest);
        taken.set(slot);
        lowest = slot + 1;
        if (slot >= end) end = slot + 1;
        return slot;
    }

    /** Lets {@link #fd} find the connection in that slot. */
    void put(int slot, int fd) {
        page(slot).set(slot & (PAGE - 1), fd);
    }

    /** Makes a slot free again. */
    void free(int slot) {
        page(slot).set(slot & (PAGE - 1), 0);
        synchronized (this) {
            taken.clear(slot);
            count--;
            lowest = Math.min(lowest, slot);
            end = Math.max(FIRST, taken.length());
        }
    }

    /** Returns one more than the highest slot taken. */
    int end() {
        return end;
    }

    /** Returns the fd in that slot, 0 when there is none. */
    int fd(int slot) {
        AtomicIntegerArray page = pages.get(slot >> PAGE_BITS);
        return page == null ? 0 : page.get(slot & (PAGE - 1));
    }

    private AtomicIntegerArray page(int slot) {
        int index = slot >> PAGE_BITS;
        AtomicIntegerArray page = pages.get(index);
        if (page != null) return page;
        AtomicIntegerArray fresh = new AtomicIntegerArray(PAGE);
        return pages.compareAndSet(index, null, fresh) ? fresh : page(slot);
    }
}

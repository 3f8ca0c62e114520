package swoole4j.engine.framework.room;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntConsumer;
import swoole4j.Coroutine;
import swoole4j.framework.Broadcast;
import swoole4j.framework.SlowConsumer;

/**
 * Sends one message to many, and does with members that are slow what was said of them. Any thread. Members that are not slow have
 * got the message before anybody is waited for.
 */
public final class Broadcaster {
    private static final long PAUSE = TimeUnit.MILLISECONDS.toNanos(5);

    private final RoomIndex rooms;
    private final Target target;

    /** What sends. */
    public interface Target {
        /** See {@link swoole4j.websocket.Server#pushAll}. */
        int pushAll(int[] fds, byte[] data, int opcode, long maxUnsent, IntConsumer slow);

        /** See {@link swoole4j.websocket.Server#disconnect(int, int, String)}. */
        boolean disconnect(int fd, int code, String reason);
    }

    /** Creates one. */
    public Broadcaster(RoomIndex rooms, Target target) {
        this.rooms = rooms;
        this.target = target;
    }

    /** Sends a message; returns how many took it. Waits where a policy says so. */
    public int broadcast(Broadcast broadcast, byte[] data, int opcode) {
        return broadcast(broadcast, data, opcode, true);
    }

    /** As {@link #broadcast}, but nobody is waited for. */
    public int broadcastNow(Broadcast broadcast, byte[] data, int opcode) {
        return broadcast(broadcast, data, opcode, false);
    }

    private int broadcast(Broadcast broadcast, byte[] data, int opcode, boolean mayWait) {
        int taken = 0;
        List<Late> late = new ArrayList<>();
        for (Map.Entry<SlowConsumer, int[]> group : rooms.targets(broadcast).entrySet()) {
            SlowConsumer policy = group.getKey();
            Late slow = new Late(policy, new ArrayList<>());
            taken += target.pushAll(group.getValue(), data, opcode, policy.maxBytes(), slow.fds::add);
            if (!slow.fds.isEmpty()) late.add(slow);
        }
        for (Late slow : late) if (slow.policy instanceof SlowConsumer.Disconnect end) disconnect(slow.fds, end);
        if (!mayWait) return taken;
        for (Late slow : late) {
            if (slow.policy instanceof SlowConsumer.Await wait) taken += await(slow.fds, wait, data, opcode);
        }
        return taken;
    }

    private record Late(SlowConsumer policy, List<Integer> fds) {}

    private void disconnect(List<Integer> fds, SlowConsumer.Disconnect how) {
        for (int fd : fds) {
            Runnable end = () -> target.disconnect(fd, how.code(), how.reason());
            // The close callback runs inside disconnect(); what it waits for must not hold up the sender.
            if (Coroutine.getCid() > 0) {
                Coroutine.create(end::run);
            } else {
                end.run();
            }
        }
    }

    private int await(List<Integer> slow, SlowConsumer.Await wait, byte[] data, int opcode) {
        long start = System.nanoTime();
        long limit = (long) (wait.seconds() * TimeUnit.SECONDS.toNanos(1));
        int taken = 0;
        List<Integer> left = slow;
        while (!left.isEmpty() && System.nanoTime() - start < limit) {
            if (Thread.currentThread().isInterrupted()) break;
            LockSupport.parkNanos(PAUSE);
            List<Integer> still = new ArrayList<>();
            int[] fds = left.stream().mapToInt(Integer::intValue).toArray();
            taken += target.pushAll(fds, data, opcode, wait.maxBytes(), still::add);
            left = still;
        }
        return taken;
    }
}

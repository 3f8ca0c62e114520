package swoole4j.engine.framework.room;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.IntConsumer;
import org.junit.jupiter.api.Test;
import swoole4j.engine.Spec;
import swoole4j.framework.Broadcast;
import swoole4j.framework.SlowConsumer;

class BroadcasterTest {
    private static final byte[] DATA = {1};

    private final Wires wires = new Wires();
    private final RoomIndex rooms = new RoomIndex();
    private final Broadcaster broadcaster = new Broadcaster(rooms, wires);

    /** Connections, some of which are slow for so many attempts. */
    private static final class Wires implements Broadcaster.Target {
        final Map<Integer, Integer> slowFor = new HashMap<>();
        final List<Integer> sent = new ArrayList<>();
        final Set<String> closed = new HashSet<>();

        @Override
        public int pushAll(int[] fds, byte[] data, int opcode, long maxUnsent, IntConsumer slow) {
            int taken = 0;
            for (int fd : fds) {
                int left = slowFor.getOrDefault(fd, 0);
                slowFor.put(fd, left - 1);
                if (left > 0) {
                    slow.accept(fd);
                } else {
                    sent.add(fd);
                    taken++;
                }
            }
            return taken;
        }

        @Override
        public boolean disconnect(int fd, int code, String reason) {
            return closed.add(fd + " " + code + " " + reason);
        }
    }

    BroadcasterTest() {
        for (int fd = 1; fd <= 3; fd++) {
            rooms.open(fd);
            rooms.join(fd, "game");
        }
    }

    @Test
    void allMembersGetIt() {
        assertEquals(3, broadcaster.broadcast(Broadcast.to("game"), DATA, 1));
        assertEquals(Set.of(1, 2, 3), Set.copyOf(wires.sent));
    }

    @Spec("framework 94")
    @Test
    void slowMembersDoWithout() {
        wires.slowFor.put(2, 9);
        assertEquals(2, broadcaster.broadcast(Broadcast.to("game"), DATA, 1));
        assertEquals(Set.of(), wires.closed);
    }

    @Spec("framework 94")
    @Test
    void slowMembersAreClosedWhereThatWasSaid() {
        rooms.slowConsumers("game", SlowConsumer.disconnect(100));
        wires.slowFor.put(2, 9);
        assertEquals(2, broadcaster.broadcast(Broadcast.to("game"), DATA, 1));
        assertEquals(Set.of("2 1013 "), wires.closed);
    }

    @Test
    void slowMembersAreWaitedForBehindAllOthers() {
        rooms.slowConsumers("game", SlowConsumer.await(100, 60));
        wires.slowFor.put(1, 3);
        assertEquals(3, broadcaster.broadcast(Broadcast.to("game"), DATA, 1));
        assertEquals(1, wires.sent.getLast());
    }

    @Test
    void theWaitHasALimit() {
        rooms.slowConsumers("game", SlowConsumer.await(100, .02));
        wires.slowFor.put(1, Integer.MAX_VALUE);
        assertEquals(2, broadcaster.broadcast(Broadcast.to("game"), DATA, 1));
    }

    @Test
    void aThreadThatMustNotWaitDoesNot() {
        rooms.slowConsumers("game", SlowConsumer.await(100, 60));
        wires.slowFor.put(1, Integer.MAX_VALUE);
        assertEquals(2, broadcaster.broadcastNow(Broadcast.to("game"), DATA, 1));
    }
}

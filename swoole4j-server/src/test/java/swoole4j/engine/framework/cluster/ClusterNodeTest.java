package swoole4j.engine.framework.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.IntConsumer;
import org.junit.jupiter.api.Test;
import swoole4j.core.value.ValueWriter;
import swoole4j.engine.Spec;
import swoole4j.engine.framework.room.Broadcaster;
import swoole4j.engine.framework.room.RoomIndex;
import swoole4j.framework.AppEvent;
import swoole4j.framework.ClientId;
import swoole4j.framework.ClusterBus;

class ClusterNodeTest {
    private long now = 1_000_000;
    private final DirectBus bus = new DirectBus();
    private final Machine a = new Machine("a");
    private final Machine b = new Machine("b");

    /** Delivers at once, in the thread of the publisher. */
    private static final class DirectBus implements ClusterBus {
        final List<Consumer<byte[]>> handlers = new CopyOnWriteArrayList<>();
        boolean up = true;
        boolean throwing;
        int published;

        @Override
        public void publish(String topic, byte[] payload) {
            if (throwing) throw new IllegalStateException("broken");
            published++;
            for (Consumer<byte[]> handler : handlers) handler.accept(payload);
        }

        @Override
        public AutoCloseable subscribe(String topic, Consumer<byte[]> handler) {
            handlers.add(handler);
            return () -> handlers.remove(handler);
        }

        @Override
        public boolean isConnected() {
            return up;
        }

        @Override
        public void close() {}
    }

    /** A node with rooms and no sockets. */
    private final class Machine implements Broadcaster.Target {
        final RoomIndex rooms = new RoomIndex();
        final Map<Integer, List<String>> got = new HashMap<>();
        final Set<String> closed = new TreeSet<>();
        final List<AppEvent> events = new ArrayList<>();
        final ClusterNode node;
        boolean inCharge = true;

        Machine(String id) {
            RoomsNode local = new RoomsNode(rooms, new Broadcaster(rooms, this), this);
            node = new ClusterNode(id, bus, local, events::add, () -> now);
            node.join(() -> inCharge);
        }

        void connect(int fd, String uid, String... in) {
            rooms.open(fd);
            rooms.bindUid(fd, uid);
            rooms.join(fd, in);
            got.put(fd, new ArrayList<>());
        }

        @Override
        public int pushAll(int[] fds, byte[] data, int opcode, long maxUnsent, IntConsumer slow) {
            int taken = 0;
            for (int fd : fds) {
                List<String> texts = got.get(fd);
                if (texts == null) continue;
                texts.add(opcode + new String(data, StandardCharsets.UTF_8));
                taken++;
            }
            return taken;
        }

        @Override
        public boolean disconnect(int fd, int code, String reason) {
            return closed.add(fd + " " + code + " " + reason);
        }
    }

    @Spec("framework 95")
    @Test
    void aRoomAUserAndAllAreReachedOnBothNodesOnceEach() {
        a.connect(1, "ann", "game");
        a.connect(2, "bob", "game");
        b.connect(1, "ann", "game");
        b.connect(2, "cid");
        a.node.sendToGroup("game", "to game", a.node.idOf(2));
        b.node.sendToUid("ann", "to ann");
        a.node.sendToAll(new byte[] {'x'});
        assertEquals(List.of("1to game", "1to ann", "2x"), a.got.get(1));
        assertEquals(List.of("2x"), a.got.get(2));
        assertEquals(List.of("1to game", "1to ann", "2x"), b.got.get(1));
        assertEquals(List.of("2x"), b.got.get(2));
    }

    @Spec("framework 95")
    @Test
    void oneOfAnotherNodeIsLeftOutThere() {
        a.connect(1, "ann", "game");
        b.connect(1, "bob", "game");
        a.node.sendToGroup("game", "x", b.node.idOf(1));
        assertEquals(List.of("1x"), a.got.get(1));
        assertEquals(List.of(), b.got.get(1));
    }

    @Spec("framework 96")
    @Test
    void oneConnectionIsReachedWhereverItIs() {
        a.connect(1, "ann");
        b.connect(1, "bob");
        assertTrue(a.node.push(b.node.idOf(1), "there"));
        assertTrue(a.node.push(a.node.idOf(1), "here"));
        assertFalse(a.node.push(a.node.idOf(99), "nobody"));
        assertTrue(a.node.push(new ClientId("dead", 1), "lost"));
        assertEquals(List.of("1there"), b.got.get(1));
        assertEquals(List.of("1here"), a.got.get(1));
    }

    @Spec("framework 97")
    @Test
    void aUserIsDisconnectedOnAllNodes() {
        a.connect(1, "ann");
        a.connect(2, "bob");
        b.connect(3, "ann");
        a.node.disconnectUid("ann", 4001, "bye");
        assertEquals(Set.of("1 4001 bye"), a.closed);
        assertEquals(Set.of("3 4001 bye"), b.closed);
    }

    @Spec("framework 98")
    @Test
    void messagesToARoomArriveInOrder() {
        a.connect(1, "ann", "game");
        b.connect(1, "bob", "game");
        List<String> expected = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            a.node.sendToGroup("game", "" + i);
            expected.add("1" + i);
        }
        assertEquals(expected, a.got.get(1));
        assertEquals(expected, b.got.get(1));
    }

    @Spec("framework 100")
    @Test
    void whoIsAtANodeThatDiedIsOfflineAfterFifteenSeconds() {
        b.connect(1, "bob");
        b.node.beat();
        assertTrue(a.node.isUidOnline("bob"));
        assertEquals(1, a.node.onlineCount());
        now += 14_999;
        assertTrue(a.node.isUidOnline("bob"));
        now += 1;
        assertFalse(a.node.isUidOnline("bob"));
        assertEquals(0, a.node.onlineCount());
    }

    @Spec("framework 100")
    @Test
    void whoIsAtANodeThatStopsIsOfflineAtOnce() {
        b.connect(1, "bob");
        b.node.beat();
        b.node.close();
        assertFalse(a.node.isUidOnline("bob"));
        b.node.close();
    }

    @Test
    void aNodeThatComesKnowsAtOnceWhoIsThere() {
        a.connect(1, "ann");
        Machine late = new Machine("late");
        assertTrue(late.node.isUidOnline("ann"));
    }

    @Test
    void manyUsersTakeSeveralMessages() {
        for (int fd = 1; fd <= 2500; fd++) b.connect(fd, "user-" + fd);
        bus.published = 0;
        b.node.beat();
        assertEquals(3, bus.published);
        assertTrue(a.node.isUidOnline("user-1") && a.node.isUidOnline("user-2500"));
        assertEquals(2500, a.node.onlineCount());
    }

    @Spec("framework 101")
    @Test
    void namesOfNodesAreRandom() {
        Set<String> ids = new HashSet<>();
        for (int i = 0; i < 100; i++) ids.add(ClusterNode.randomId());
        assertEquals(100, ids.size());
        assertNotEquals(a.node.idOf(1), b.node.idOf(1));
    }

    @Spec("framework 102")
    @Test
    void aProcessWithoutConnectionsSends() {
        a.connect(1, "ann");
        ClusterNode job = ClusterNode.of("job", bus, LocalNode.NOBODY, _ -> {});
        job.watch();
        job.sendToUid("ann", "news");
        a.node.beat();
        assertEquals(List.of("1news"), a.got.get(1));
        assertTrue(job.isUidOnline("ann"));
        assertEquals(1, a.node.onlineCount());
    }

    @Spec("framework 103")
    @Test
    void whatANodeCannotReadIsSkipped() throws Exception {
        a.connect(1, "ann");
        for (byte[] bad : List.of(
                new byte[0],
                new byte[] {99},
                ValueWriter.encode(Map.of("version", 2L)),
                ValueWriter.encode(Map.of("version", 1L)),
                ValueWriter.encode(List.of(1)),
                Envelope.message("x", Envelope.Kind.CLIENT, "no client", Set.of(), 1, new byte[0])
                        .encode())) {
            bus.publish("swoole4j", bad);
        }
        b.node.sendToAll("still here");
        assertEquals(List.of("1still here"), a.got.get(1));
    }

    @Test
    void aBusThatIsDownCostsWhatGoesToOthersOnly() {
        a.connect(1, "ann");
        b.connect(1, "bob");
        bus.up = false;
        a.node.sendToAll("near");
        assertFalse(a.node.push(b.node.idOf(1), "far"));
        assertEquals(2, a.node.lost());
        assertFalse(a.node.isConnected());
        bus.up = true;
        a.node.sendToAll("all");
        assertEquals(List.of("1near", "1all"), a.got.get(1));
        assertEquals(List.of("1all"), b.got.get(1));
        assertEquals(List.of(new AppEvent.BusDown("a"), new AppEvent.BusUp("a")), a.events);
    }

    @Test
    void aBusThatThrowsIsNobodysBusiness() {
        a.connect(1, "ann");
        bus.throwing = true;
        a.node.sendToAll("near");
        assertEquals(1, a.node.lost());
        assertEquals(List.of("1near"), a.got.get(1));
    }

    @Test
    void onlyTheProcessInChargeDelivers() {
        a.connect(1, "ann");
        a.inCharge = false;
        b.node.sendToAll("x");
        assertEquals(List.of(), a.got.get(1));
    }

    @Test
    void whatIsNoMessageIsRefused() {
        assertThrows(IllegalArgumentException.class, () -> a.node.sendToAll(Map.of()));
    }
}

package swoole4j.engine.framework.connection;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import swoole4j.engine.Spec;
import swoole4j.engine.framework.room.RoomIndex;
import swoole4j.engine.framework.shared.SharedStore;
import swoole4j.framework.Dispatched;
import swoole4j.framework.Fd;
import swoole4j.framework.HttpRequest;
import swoole4j.http.Request;

class ConnectionRegistryTest {
    private static final String ROUTE = "/room/{id}";
    private static final Object CONTROLLER = new Object();

    private static HttpRequest request(int fd) {
        Map<String, Object> server = Map.of("request_method", "GET", "request_uri", "/room/5", "request_time", 7L);
        Map<String, Object> header = Map.of("host", "here", "cookie", "a=b");
        StoredRequest head = new StoredRequest(fd, header, server, Map.of("a", "b"), Map.of("q", "1"));
        Dispatched dispatched =
                new Dispatched(Dispatched.Status.FOUND, CONTROLLER, ROUTE, List.of(), Map.of("id", "5"), Set.of());
        return HttpRequest.of(new Request(head)).withAttribute(Dispatched.class, dispatched);
    }

    @Nested
    class InOneProcess {
        private final RoomIndex rooms = new RoomIndex();
        private final ConnectionRegistry registry = new ConnectionRegistry(rooms, null);

        private Connection open(int fd) {
            Connection connection = registry.begin(fd, "ws", request(fd));
            registry.register(fd, CONTROLLER, ROUTE);
            return connection;
        }

        @Spec("framework 76")
        @Test
        void whatWasOpenedIsListedUntilItIsForgotten() {
            registry.begin(1, "ws", request(1));
            assertEquals(List.of(), registry.opened());
            assertEquals(1, registry.size());
            registry.register(1, CONTROLLER, ROUTE);
            assertEquals(List.of(new Fd(1, CONTROLLER, ROUTE, "ws")), registry.opened());
            assertTrue(rooms.join(1, "game"));
            registry.forget(1);
            assertEquals(List.of(), registry.opened());
            assertEquals(0, registry.size());
            assertEquals(Set.of(), rooms.names());
        }

        @Spec("framework 70, 72")
        @Test
        void valuesAreReplacedInOneStep() {
            Connection connection = open(1);
            assertNull(connection.get("a.b"));
            connection.change("a.b", _ -> 1);
            assertEquals(2, connection.change("a.b", old -> (Integer) Objects.requireNonNull(old) + 1));
            assertEquals(Set.of("a.b"), connection.keys());
            connection.change("a.b", _ -> null);
            assertEquals(Set.of(), connection.keys());
        }

        @Spec("framework 74")
        @Test
        void afterItsEndAConnectionHasNoValuesAndTakesNone() {
            Connection connection = open(1);
            connection.change("user", _ -> "ann");
            registry.forget(1);
            assertNull(connection.get("user"));
            assertTrue(connection.isReleased());
            assertThrows(IllegalStateException.class, () -> connection.change("user", _ -> "bob"));
            assertThrows(IllegalStateException.class, connection::request);
        }

        @Test
        void whoIsInItsHandshakeIsInNoRoom() {
            registry.begin(1, "ws", request(1));
            assertFalse(rooms.join(1, "game"));
        }

        @Spec("framework 49")
        @Test
        void tenThousandConnectionsInAThousandRoomsLeaveNothing() throws Exception {
            try (ExecutorService threads = Executors.newFixedThreadPool(8)) {
                List<Future<?>> all = IntStream.range(0, 8)
                        .<Future<?>>mapToObj(thread -> threads.submit(() -> churn(thread)))
                        .toList();
                for (Future<?> one : all) one.get(60, TimeUnit.SECONDS);
            }
            assertEquals(0, registry.size());
            assertEquals(0, rooms.count());
            assertEquals(Set.of(), rooms.names());
            assertEquals(Set.of(), rooms.uids());
        }

        private void churn(int thread) {
            Random random = new Random(thread);
            for (int turn = 0; turn < 3; turn++) {
                for (int i = 0; i < 1250; i++) {
                    int fd = thread * 1250 + i + 1;
                    registry.begin(fd, "ws", request(fd)).change("user", _ -> "u");
                    if (i % 10 == 0) continue; // its handshake is refused
                    registry.register(fd, CONTROLLER, ROUTE);
                    rooms.join(fd, "room-" + random.nextInt(1000), "room-" + random.nextInt(1000));
                    rooms.bindUid(fd, "user-" + i);
                }
                for (int i = 0; i < 1250; i++) registry.forget(thread * 1250 + i + 1);
            }
        }
    }

    /** Two registries of one store are what two processes have. */
    @Nested
    class InProcesses {
        private final SharedStore store = new SharedStore(64, 1000, 200);
        private final ConnectionRegistry before = process();
        private final ConnectionRegistry next = process();

        private ConnectionRegistry process() {
            ConnectionRegistry registry = new ConnectionRegistry(new RoomIndex(store.memberships()), store);
            registry.routes((server, route) -> server.equals("ws") && route.equals(ROUTE) ? CONTROLLER : null);
            return registry;
        }

        private Connection open(int fd) {
            before.workerStart(0);
            Connection connection = before.begin(fd, "ws", request(fd).withAttribute("role", "admin"));
            connection.change("user", _ -> Map.of("name", "ann"));
            before.register(fd, CONTROLLER, ROUTE);
            return connection;
        }

        @Spec("framework 80")
        @Test
        void theNextProcessOfTheWorkerHasTheConnection() {
            open(1);
            next.workerStart(0);
            assertEquals(List.of(new Fd(1, CONTROLLER, ROUTE, "ws")), next.opened());
            Connection there = Objects.requireNonNull(next.get(1));
            assertEquals(Map.of("name", "ann"), there.get("user"));
            assertEquals("b", there.request().cookies().get("a"));
            assertEquals("1", there.request().query().get("q"));
            assertEquals("here", there.request().header("Host"));
            assertEquals("/room/5", there.request().path());
            assertEquals("admin", there.request().attribute("role"));
            assertEquals("GET", there.request().method());
            assertEquals(1, there.request().fd());
            Dispatched dispatched = Objects.requireNonNull(there.request().attribute(Dispatched.class));
            assertEquals("5", dispatched.params().get("id"));
            assertSame(CONTROLLER, dispatched.handler());
        }

        @Test
        void aWorkerTakesOverItsOwnOnly() {
            open(1);
            next.workerStart(1);
            assertEquals(List.of(), next.opened());
            assertNotNull(next.get(1), "an event of it came here all the same");
            assertEquals(1, next.opened().size());
        }

        @Test
        void whatBothChangeWhileOneFollowsTheOtherIsSeenByBoth() {
            Connection old = open(1);
            Connection young = Objects.requireNonNull(next.get(1));
            young.change("n", _ -> 1);
            assertEquals(2, old.change("n", n -> (Integer) Objects.requireNonNull(n) + 1));
            assertEquals(3, young.change("n", n -> (Integer) Objects.requireNonNull(n) + 1));
            assertEquals(3, old.get("n"));
            assertEquals(Set.of("user", "n"), old.keys());
            old.change("n", _ -> null);
            assertNull(young.get("n"));
        }

        @Test
        void whatIsNotPlainStaysInItsProcess() {
            Connection old = open(1);
            old.change("socket", _ -> CONTROLLER);
            assertSame(CONTROLLER, old.get("socket"));
            Connection young = Objects.requireNonNull(next.get(1));
            assertNull(young.get("socket"));
            old.change("user", _ -> CONTROLLER);
            assertSame(CONTROLLER, old.get("user"));
            assertNull(young.get("user"), "the plain value before it counts no more");
        }

        @Test
        void whatDoesNotFitStaysInItsProcess() {
            Connection old = open(1);
            String large = "x".repeat(2000);
            old.change("large", _ -> large);
            assertSame(large, old.get("large"));
            Connection young = Objects.requireNonNull(next.get(1));
            assertNull(young.get("large"));
            assertEquals(Map.of("name", "ann"), young.get("user"));
            old.change("large", _ -> "small");
            assertEquals("small", young.get("large"));
        }

        @Test
        void aRequestThatDoesNotFitCostsNothingElse() {
            before.workerStart(0);
            before.begin(1, "ws", request(1).withAttribute("large", "x".repeat(2000)))
                    .change("user", _ -> "ann");
            before.register(1, CONTROLLER, ROUTE);
            Connection there = Objects.requireNonNull(next.get(1));
            assertEquals("ann", there.get("user"));
            assertEquals("", there.request().header("host"));
        }

        @Test
        void aConnectionOfAnotherProcessCanBeLookedAt() {
            Connection own = open(1);
            Connection view = Objects.requireNonNull(next.find(1));
            assertEquals(Map.of("name", "ann"), view.get("user"));
            view.change("seen", _ -> true);
            assertEquals(true, own.get("seen"));
            assertThrows(IllegalArgumentException.class, () -> view.change("socket", _ -> CONTROLLER));
            assertEquals(0, next.size());
            before.forget(1);
            assertTrue(view.isReleased());
            assertThrows(IllegalStateException.class, () -> view.change("seen", _ -> false));
            assertNull(next.find(1));
        }

        @Spec("framework 91")
        @Test
        void theNextProcessForgetsWhatTheOneBeforeOpened() {
            open(1);
            Objects.requireNonNull(next.get(1));
            next.forget(1);
            assertNull(next.get(1));
            assertEquals(0, store.records().version(1));
        }

        @Test
        void aConnectionWhoseCloseCallbackWasKilledIsSweptAway() {
            open(1);
            open(2);
            next.workerStart(0);
            next.sweep(fd -> fd == 2);
            assertEquals(2, next.size());
            next.sweep(fd -> fd == 2);
            assertEquals(1, next.size());
            assertNull(next.find(1));
            assertNotNull(next.find(2));
        }

        @Test
        void replacingAllValuesReplacesTheSharedOnes() {
            Connection old = open(1);
            old.replace(Map.of("a", 1, "b", CONTROLLER));
            Connection young = Objects.requireNonNull(next.get(1));
            assertEquals(Set.of("a"), young.keys());
            assertEquals(Set.of("a", "b"), old.keys());
            old.replace(Map.of());
            assertEquals(Set.of(), young.keys());
        }
    }
}

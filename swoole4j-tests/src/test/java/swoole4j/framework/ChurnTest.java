package swoole4j.framework;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import swoole4j.framework.app.App;
import swoole4j.framework.app.ServerSpec;
import swoole4j.testing.LiveHeap;
import swoole4j.testing.RawClient;
import swoole4j.testing.TestApp;
import swoole4j.tests.Spec;

/** Ten thousand connections come to a thousand rooms, and go. */
class ChurnTest {
    private static final int ROOMS = 1000;
    private static final int WAVES = 10;
    private static final long MOST_KEPT = 1024 * 1024;

    private final Semaphore ended = new Semaphore(0);

    /** Each connection is in its own room and in the next one. */
    private App app(int mode) {
        OnOpen open = (server, request) -> {
            int room = Integer.parseInt(request.get().get("room").toString());
            WsContext.set("room", "room " + room);
            Rooms.current().join(request.fd(), "room " + room, "room " + (room + 1) % ROOMS);
            Rooms.current().bindUid(request.fd(), "user " + room);
            server.push(request.fd(), "in");
        };
        OnMessage say = (server, frame) ->
                assertEquals(2, Broadcast.to(WsContext.get("room")).push(frame.data()));
        return App.of(ServerSpec.websocket("ws").host("127.0.0.1").port(0))
                .mode(mode)
                .settings(Map.of("worker_num", 2))
                .on(AppEvent.WsClosed.class, _ -> ended.release())
                .routes(router -> router.addServer("ws", routes -> routes.get("/", Handlers.of(open, say, null))));
    }

    private void wave(TestApp app) throws Exception {
        List<RawClient> clients = new ArrayList<>();
        try {
            for (int room = 0; room < ROOMS; room++) {
                RawClient client = app.connect("ws");
                clients.add(client);
                client.upgradeTo("/?room=" + room).mustReceive(0x81, "in");
            }
            assertEquals(ROOMS, Rooms.current().names().size());
            for (int room = 0; room < ROOMS; room++) {
                String text = "of room " + room;
                clients.get(room).text(text).mustReceive(0x81, text);
                clients.get((room + ROOMS - 1) % ROOMS).mustReceive(0x81, text);
            }
            for (int room = 0; room < ROOMS; room += 2) clients.get(room).mustCloseCleanly();
        } finally {
            for (RawClient client : clients) client.close();
        }
        assertTrue(ended.tryAcquire(ROOMS, 60, TimeUnit.SECONDS), "all are closed");
        assertEquals(Set.of(), Rooms.current().names());
        assertEquals(Set.of(), Rooms.current().uids());
        assertEquals(List.of(), FdCollector.list());
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3})
    @Spec("framework 76, 91")
    void nothingIsLeftOfThem(int mode) throws Exception {
        try (TestApp app = TestApp.start(app(mode))) {
            wave(app);
            wave(app);
            long before = LiveHeap.bytes();
            for (int wave = 2; wave < WAVES; wave++) wave(app);
            long kept = LiveHeap.bytes() - before;
            assertTrue(kept < MOST_KEPT, () -> kept + " bytes are left of " + (WAVES - 2) * ROOMS + " connections");
        }
    }
}

package swoole4j.framework;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static swoole4j.Constants.SWOOLE_BASE;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import swoole4j.framework.app.App;
import swoole4j.framework.app.ServerSpec;
import swoole4j.http.Request;
import swoole4j.testing.Notes;
import swoole4j.testing.RawClient;
import swoole4j.testing.TestApp;
import swoole4j.testing.WireFrame;
import swoole4j.tests.Spec;
import swoole4j.websocket.Frame;
import swoole4j.websocket.Server;

/** Rooms over sockets: members on all workers, and members that do not read. */
class RoomsOnServerTest {
    private static final int PIECE = 64 * 1024;
    private static final int BUFFER = 1024 * 1024;

    private final Notes notes = new Notes();
    private volatile boolean farewells = true;

    /** Everyone is in the game; texts say what to do there. */
    private final class Game implements OnOpen, OnMessage, OnClose {
        @Override
        public void onOpen(Server server, Request request) {
            Rooms.current().join(request.fd(), "game");
            server.push(request.fd(), "in");
        }

        @Override
        public void onMessage(Server server, Frame frame) {
            String[] words = frame.data().split(" ", 2);
            int fd = frame.fd();
            switch (words[0]) {
                case "say" ->
                    server.push(fd, "sent " + Broadcast.to("game").except(fd).push(words[1]));
                case "flood" -> {
                    byte[] piece = new byte[PIECE];
                    int count = Integer.parseInt(words[1]);
                    for (int i = 0; i < count; i++)
                        Broadcast.to("game").except(fd).push(piece, 2);
                    server.push(fd, "most " + mostUnsent(server));
                }
                default -> Rooms.current().slowConsumers("game", SlowConsumer.disconnect(BUFFER / 2));
            }
        }

        private long mostUnsent(Server server) {
            long most = 0;
            for (int fd : Rooms.current().members("game")) {
                Map<String, Object> info = server.getClientInfo(fd);
                if (info != null) most = Math.max(most, ((Number) info.get("send_queued_bytes")).longValue());
            }
            return most;
        }

        @Override
        public void onClose(Server server, int fd, int reactorId) {
            notes.add("closed", Rooms.current().roomsOf(fd));
            if (farewells) Broadcast.to("game").except(fd).push("one left");
        }
    }

    private TestApp start(int mode) {
        App app = App.of(ServerSpec.websocket("ws").host("127.0.0.1").port(0))
                .mode(mode)
                .settings(Map.of(
                        "worker_num", 2, "websocket_compression", true, "socket_buffer_size", BUFFER, "log_level", 5))
                .routes(router -> router.addServer("ws", routes -> routes.get("/", new Game())));
        return TestApp.start(app);
    }

    private static RawClient enter(RawClient client, String... lines) throws Exception {
        client.upgrade(lines).mustReceive(0x81, "in");
        return client;
    }

    @Spec("framework 92, 93")
    @ParameterizedTest
    @CsvSource({"1, 1000", "3, 200"})
    void aMessageReachesAllMembersOfAllWorkersInTheSameBytes(int mode, int members) throws Exception {
        farewells = false;
        List<RawClient> clients = new ArrayList<>();
        try (TestApp app = start(mode);
                RawClient speaker = enter(app.connect("ws"))) {
            for (int i = 0; i < members; i++) {
                RawClient client = app.connect("ws");
                clients.add(client);
                client.upgrade("Sec-WebSocket-Extensions: permessage-deflate");
                client.read();
            }
            String text = "all of you ".repeat(50);
            speaker.text("say " + text).mustReceive(0x81, "sent " + members);
            WireFrame first = clients.getFirst().read();
            assertTrue(first.payload().length < text.length() / 2, "it is compressed");
            for (RawClient client : clients.subList(1, members)) {
                assertArrayEquals(first.payload(), client.read().payload());
            }
        } finally {
            for (RawClient client : clients) client.close();
        }
    }

    @Spec("framework 91")
    @ParameterizedTest
    @ValueSource(ints = {1, 3})
    void whoLeavesIsInTheRoomUntilItsCloseCallbackHasReturned(int mode) throws Exception {
        try (TestApp app = start(mode);
                RawClient ann = enter(app.connect("ws"));
                RawClient bob = enter(app.connect("ws"))) {
            bob.mustCloseCleanly();
            ann.mustReceive(0x81, "one left");
            ann.text("say x").mustReceive(0x81, "sent 0");
            notes.mustBe("closed [game]");
        }
    }

    @Spec("framework 94")
    @Test
    void aMemberThatDoesNotReadHoldsNobodyUpAndDoesWithout() throws Exception {
        farewells = false;
        int pieces = 400;
        try (TestApp app = start(SWOOLE_BASE);
                RawClient speaker = enter(app.connect("ws"));
                RawClient stuck = enter(RawClient.connect(app.port("ws"), 4096))) {
            speaker.text("flood " + pieces);
            String answer = new String(speaker.read().payload(), StandardCharsets.UTF_8);
            assertTrue(answer.startsWith("most "), answer);
            assertTrue(Long.parseLong(answer.substring(5)) <= BUFFER + PIECE, answer);
            speaker.text("say x");
            assertEquals(0x81, speaker.read().first());
            stuck.reset();
            notes.await(1);
        }
    }

    @Spec("framework 94")
    @ParameterizedTest
    @ValueSource(ints = {1, 3})
    void aMemberThatDoesNotReadIsClosedWhereThatWasSaid(int mode) throws Exception {
        try (TestApp app = start(mode);
                RawClient speaker = enter(app.connect("ws"));
                RawClient stuck = enter(RawClient.connect(app.port("ws"), 4096))) {
            speaker.text("strict").text("flood 400");
            List<String> heard = new ArrayList<>();
            while (heard.size() < 2) heard.add(new String(speaker.read().payload(), StandardCharsets.UTF_8));
            assertTrue(heard.contains("one left"), heard::toString);
            speaker.text("say x").mustReceive(0x81, "sent 0");
            assertEquals(List.of("closed " + Set.of("game")), notes.await(1));
            stuck.reset();
        }
    }
}

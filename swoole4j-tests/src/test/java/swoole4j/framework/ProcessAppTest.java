package swoole4j.framework;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.util.Map;
import org.junit.jupiter.api.Test;
import swoole4j.testing.ChildServer;
import swoole4j.testing.RawClient;
import swoole4j.tests.Spec;

/** An application whose workers are processes: what is known of a connection outlives them. */
class ProcessAppTest {
    private static final String KEY = "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==";

    private static RawClient open(ChildServer server, String name) throws Exception {
        RawClient client = server.connect();
        client.sendText("GET /lobby HTTP/1.1\r\nHost: a\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n" + KEY
                + "\r\nSec-WebSocket-Version: 13\r\nX-Name: " + name + "\r\n\r\n");
        assertEquals(101, client.readHead().status());
        return client.mustReceive(0x81, "open");
    }

    private static String who(String name) {
        return name + " in [lobby] is user " + name + ", kept at /{room}";
    }

    private static String pid(RawClient client) throws Exception {
        return new String(client.text("pid").read().payload(), java.nio.charset.StandardCharsets.UTF_8);
    }

    @Test
    @Spec("framework 13, 80")
    void aReloadKeepsValuesRequestRoomsAndUsers() throws Exception {
        try (ChildServer server =
                        ChildServer.startQuickly(ProcessApp.class, Map.of("worker_num", 2, "reactor_num", 1));
                RawClient ann = open(server, "ann");
                RawClient bob = open(server, "bob")) {
            String before = pid(ann);
            ann.text("who").mustReceive(0x81, who("ann"));
            bob.text("hi").mustReceive(0x81, "sent 1");
            ann.mustReceive(0x81, "hi");
            ann.text("reload");
            server.awaitLine(_ -> server.count("worker 0") == 2 && server.count("worker 1") == 2);
            String after = pid(ann);
            while (after.equals(before)) after = pid(ann);
            assertNotEquals(before, after);
            ann.text("who").mustReceive(0x81, who("ann"));
            bob.text("who").mustReceive(0x81, who("bob"));
            ann.text("hi again").mustReceive(0x81, "sent 1");
            bob.mustReceive(0x81, "hi again");
            ann.mustCloseCleanly();
            server.awaitLine(line -> line.equals("closed " + who("ann")));
            server.awaitLine(line -> line.equals("gone 1000"));
            bob.text("alone").mustReceive(0x81, "sent 0");
            bob.mustCloseCleanly();
        }
    }

    @Test
    @Spec("framework 80")
    void aWorkerThatIsKilledTakesNoConnectionWithIt() throws Exception {
        try (ChildServer server =
                        ChildServer.startQuickly(ProcessApp.class, Map.of("worker_num", 1, "reactor_num", 1));
                RawClient ann = open(server, "ann")) {
            ProcessHandle.of(Long.parseLong(pid(ann))).orElseThrow().destroyForcibly();
            ann.text("who").mustReceive(0x81, who("ann"));
            ann.mustCloseCleanly();
            server.awaitLine(line -> line.equals("closed " + who("ann")));
        }
    }
}

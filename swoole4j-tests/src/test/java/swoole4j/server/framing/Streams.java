package swoole4j.server.framing;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import swoole4j.Server;
import swoole4j.testing.Notes;
import swoole4j.testing.RawClient;
import swoole4j.testing.TestServer;

/** A server that notes each message and each end of a connection; text is one char per byte. */
final class Streams implements AutoCloseable {
    final Notes notes = new Notes();
    private final TestServer running;
    private final List<RawClient> clients = new ArrayList<>();

    private Streams(Server server) {
        server.on("receive", (Server it, int fd, int reactorId, byte[] data) -> {
            notes.add(
                    "receive", new String(data, ISO_8859_1).replace("\r", "\\r").replace("\n", "\\n"));
        });
        server.on("close", (Server it, int fd, int reactorId) -> notes.add("close", reactorId));
        running = TestServer.start(server);
    }

    static Streams of(Object... options) {
        Map<String, Object> map = new HashMap<>();
        for (int i = 0; i < options.length; i += 2) map.put((String) options[i], options[i + 1]);
        Server server = new Server("127.0.0.1");
        server.set(map);
        return new Streams(server);
    }

    RawClient connect() throws Exception {
        RawClient client = running.connect();
        clients.add(client);
        return client;
    }

    @Override
    public void close() {
        try {
            for (RawClient client : clients) client.close();
        } catch (IOException e) {
            throw new AssertionError(e);
        } finally {
            running.close();
        }
    }
}

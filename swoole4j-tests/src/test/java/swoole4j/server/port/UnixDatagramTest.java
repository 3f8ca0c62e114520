package swoole4j.server.port;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static swoole4j.Constants.SWOOLE_BASE;
import static swoole4j.Constants.SWOOLE_SOCK_UNIX_DGRAM;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.BiFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import swoole4j.Server;
import swoole4j.SwooleException;
import swoole4j.testing.Notes;
import swoole4j.testing.TestServer;
import swoole4j.tests.Spec;

/** Datagrams between paths, of which epoll alone has sockets; two servers talk to each other. */
class UnixDatagramTest {
    @TempDir
    private Path folder;

    private final Notes notes = new Notes();

    private Server server(String name) {
        String path = folder.resolve(name).toString();
        Server server = new Server(path, 0, SWOOLE_BASE, SWOOLE_SOCK_UNIX_DGRAM);
        server.on("packet", (Server it, String data, Map<String, Object> client) -> {
            notes.add(name, data, client.get("server_port"), client.containsKey("port"), client.get("address"));
        });
        return server;
    }

    private void answers(BiFunction<Server, Map<String, Object>, Boolean> reply) throws Exception {
        Server one = server("one");
        Server two = server("two");
        two.set(Map.of("worker_num", 2));
        two.on("packet", (Server it, String data, Map<String, Object> client) -> notes.add(reply.apply(it, client)));
        try (var _ = TestServer.start(one);
                var _ = TestServer.start(two)) {
            assertTrue(one.send(two.host(), "hello"));
            String answer = "one answer 0 false " + two.host();
            assertEquals(
                    answer,
                    notes.await(2).stream()
                            .filter(line -> line.startsWith("one"))
                            .findFirst()
                            .orElseThrow());
        }
        assertFalse(Files.exists(Path.of(one.host())));
    }

    @Test
    @Spec("server 244")
    void theAnswerGoesToThePathBySend() throws Exception {
        answers((server, client) ->
                server.send((String) client.get("address"), "answer", (int) client.get("server_socket")));
    }

    @Test
    @Spec("server 244")
    void theAnswerGoesToThePathBySendto() throws Exception {
        answers((server, client) -> server.sendto((String) client.get("address"), 0, "answer"));
    }

    @Test
    void aPathWithoutASocketLosesTheDatagram() throws Exception {
        Server one = server("one");
        try (var _ = TestServer.start(one)) {
            assertTrue(one.send(folder.resolve("none").toString(), "lost"));
            assertTrue(one.send(one.host(), "found"));
            notes.mustBe("one found 0 false " + one.host());
        }
    }

    @Test
    void otherTransportsRefuse() {
        Server one = server("one");
        one.set(Map.of("transport", "nio"));
        var thrown = assertThrows(SwooleException.class, one::start);
        assertEquals("SWOOLE_SOCK_UNIX_DGRAM needs the transport epoll", thrown.getMessage());
        assertFalse(Files.exists(folder.resolve("one")));
    }
}

package swoole4j.server.port;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static swoole4j.Constants.SWOOLE_BASE;
import static swoole4j.Constants.SWOOLE_SOCK_UNIX_STREAM;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import swoole4j.Server;
import swoole4j.SwooleException;
import swoole4j.testing.LogLines;
import swoole4j.testing.Notes;
import swoole4j.testing.TestServer;
import swoole4j.tests.Spec;

/** Ports that are paths: connections as with TCP, and a file that comes and goes with the server. */
class UnixStreamTest {
    private static final String ALL = "swoole4j.server.port.Transports#all";

    @TempDir
    private Path folder;

    private final Notes notes = new Notes();

    private Path path() {
        return folder.resolve("s");
    }

    private Server server() {
        return server(path());
    }

    private static Server server(Path path) {
        Server server = new Server(path.toString(), 0, SWOOLE_BASE, SWOOLE_SOCK_UNIX_STREAM);
        server.on("receive", (Server it, int fd, int reactorId, String data) -> it.send(fd, reactorId + data));
        return server;
    }

    private SocketChannel connect() throws IOException {
        return SocketChannel.open(UnixDomainSocketAddress.of(path()));
    }

    private static String exchange(SocketChannel client, String text, int length) throws IOException {
        client.write(ByteBuffer.wrap(text.getBytes(UTF_8)));
        return new String(Channels.newInputStream(client).readNBytes(length), UTF_8);
    }

    @ParameterizedTest
    @MethodSource(ALL)
    @Spec("server 243")
    void itServesConnectionsWithoutAddresses(String transport) throws Exception {
        Server server = server();
        server.set(Map.of("transport", transport));
        server.on("connect", (Server it, int fd) -> {
            Map<String, Object> info = it.getClientInfo(fd);
            notes.add(
                    info.get("remote_ip") + "|",
                    info.get("remote_port"),
                    info.get("server_port"),
                    info.get("socket_type"));
        });
        server.on("close", (Server it, int fd) -> notes.add("close", fd));
        try (var _ = TestServer.start(server)) {
            try (SocketChannel client = connect()) {
                assertEquals("0hello", exchange(client, "hello", 6));
            }
            notes.mustBe("| 0 0 5", "close 1");
        }
    }

    @ParameterizedTest
    @MethodSource(ALL)
    void itsWorkersTakeTurns(String transport) throws Exception {
        Server server = server();
        server.set(Map.of("transport", transport, "worker_num", 2));
        try (var _ = TestServer.start(server);
                var one = connect();
                var two = connect();
                var three = connect()) {
            assertEquals("0a", exchange(one, "a", 2));
            assertEquals("1b", exchange(two, "b", 2));
            assertEquals("0c", exchange(three, "c", 2));
        }
    }

    @Test
    void itServesHttp() throws Exception {
        var server = new swoole4j.http.Server(path().toString(), 0, SWOOLE_BASE, SWOOLE_SOCK_UNIX_STREAM);
        server.on("request", (swoole4j.http.Request request, swoole4j.http.Response response) -> {
            response.end(
                    request.server().get("remote_addr") + "|" + request.server().get("server_port"));
        });
        try (var _ = TestServer.start(server);
                var client = connect()) {
            String request = "GET / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n";
            client.write(ByteBuffer.wrap(request.getBytes(UTF_8)));
            String answer = new String(Channels.newInputStream(client).readAllBytes(), UTF_8);
            assertTrue(answer.endsWith("\r\n\r\n|0"), answer);
        }
    }

    @ParameterizedTest
    @MethodSource(ALL)
    @Spec("server 233")
    void itsFileIsThereFromTheConstructorToTheEnd(String transport) throws Exception {
        Server server = server();
        server.set(Map.of("transport", transport));
        assertTrue(Files.exists(path()));
        try (var _ = TestServer.start(server)) {
            assertTrue(Files.exists(path()));
        }
        assertFalse(Files.exists(path()));
    }

    @Test
    void nobodyConnectsBeforeTheStart() {
        server();
        assertThrows(IOException.class, this::connect);
    }

    @Test
    void aPathWithAServerBeforeItsStartIsInUse() {
        server();
        assertEquals(98, assertThrows(SwooleException.class, this::server).code());
    }

    @Test
    void aPathWithARunningServerIsInUse() throws Exception {
        try (var _ = TestServer.start(server())) {
            assertEquals(98, assertThrows(SwooleException.class, this::server).code());
            try (var client = connect()) {
                assertEquals("0x", exchange(client, "x", 2));
            }
        }
    }

    @Test
    void aSocketThatADeadServerLeftIsReplaced() throws Exception {
        try (SocketChannel dead = SocketChannel.open(StandardProtocolFamily.UNIX)) {
            dead.bind(UnixDomainSocketAddress.of(path()));
        }
        assertTrue(Files.exists(path()));
        try (var log = LogLines.open();
                var _ = TestServer.start(server());
                var client = connect()) {
            assertEquals("0x", exchange(client, "x", 2));
            log.mustWarn("nobody listens on this socket any more, it is replaced");
        }
    }

    @Test
    void anOrdinaryFileIsLeftAlone() throws Exception {
        Files.writeString(path(), "precious");
        assertEquals(98, assertThrows(SwooleException.class, this::server).code());
        assertEquals("precious", Files.readString(path()));
    }

    @Test
    void aPathOf106BytesFitsAndALongerOneDoesNot() throws Exception {
        String name = "n".repeat(106 - folder.toString().length() - 1);
        try (var _ = TestServer.start(server(folder.resolve(name)))) {
            assertTrue(Files.exists(folder.resolve(name)));
        }
        var thrown = assertThrows(SwooleException.class, () -> server(folder.resolve(name + "n")));
        assertEquals(504, thrown.code());
        assertTrue(thrown.getMessage().contains("107 bytes, expected at most 106"), thrown::getMessage);
    }

    @Test
    void aFolderThatIsNotThereIsNamed() {
        var thrown = assertThrows(SwooleException.class, () -> server(folder.resolve("none/s")));
        assertEquals(2, thrown.code());
    }
}

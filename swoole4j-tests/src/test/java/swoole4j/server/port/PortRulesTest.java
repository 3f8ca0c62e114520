package swoole4j.server.port;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static swoole4j.Constants.SWOOLE_SOCK_TCP;
import static swoole4j.Constants.SWOOLE_SOCK_TCP6;
import static swoole4j.Constants.SWOOLE_SOCK_UDP;
import static swoole4j.Constants.SWOOLE_SOCK_UDP6;
import static swoole4j.Constants.SWOOLE_SOCK_UNIX_DGRAM;
import static swoole4j.Constants.SWOOLE_SOCK_UNIX_STREAM;

import java.net.InetAddress;
import java.net.Socket;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import swoole4j.SwooleException;
import swoole4j.http.Request;
import swoole4j.http.Response;
import swoole4j.http.Server;
import swoole4j.server.Port;
import swoole4j.testing.LogLines;
import swoole4j.testing.Notes;
import swoole4j.testing.RawClient;
import swoole4j.testing.TestServer;
import swoole4j.testing.UdpClient;
import swoole4j.tests.Spec;

/** What a port takes over from its server, and ports of different kinds beside each other. */
class PortRulesTest {
    private static final String GET = "GET / HTTP/1.1\r\nHost: x\r\n\r\n";

    private final Server server = new Server("127.0.0.1");
    private final Notes notes = new Notes();

    PortRulesTest() {
        server.on("request", (Request request, Response response) -> response.end("main"));
        server.on("receive", (swoole4j.Server it, int fd, int reactorId, String data) -> it.send(fd, "main " + data));
        server.on("close", (swoole4j.Server it, int fd) -> notes.add("main close"));
    }

    private Port listen() {
        return server.listen("127.0.0.1", 0, SWOOLE_SOCK_TCP);
    }

    @Test
    @Spec("server 235")
    void aPortWithoutOptionsSpeaksWhatTheServerSpeaks() throws Exception {
        Port second = listen();
        try (var _ = TestServer.start(server);
                var client = RawClient.connect(second.port())) {
            client.sendText(GET);
            assertEquals(200, client.readHead().status());
            assertEquals("main", new String(client.readBytes(4), UTF_8));
        }
        assertNull(second.setting());
    }

    @Test
    @Spec("server 236")
    void aPortWithNoOptionIsPlainTcp() throws Exception {
        Port second = listen();
        second.set(Map.of());
        try (var _ = TestServer.start(server);
                var client = RawClient.connect(second.port()).sendText(GET)) {
            assertEquals("main " + GET, new String(client.readBytes(5 + GET.length()), UTF_8));
        }
        assertEquals(Map.of(), second.setting());
    }

    @Test
    @Spec("server 237")
    void eachCallbackIsThePortsOrElseTheServers() throws Exception {
        Port second = listen();
        second.set(Map.of());
        second.on("receive", (swoole4j.Server it, int fd, int reactorId, String data) -> it.send(fd, "second"));
        try (var _ = TestServer.start(server)) {
            try (var client = RawClient.connect(second.port()).sendText("x")) {
                assertEquals("second", new String(client.readBytes(6), UTF_8));
            }
            notes.mustBe("main close");
        }
    }

    @Test
    void optionsOfTheServerHaveNoEffectOnAPort() throws Exception {
        Port second = listen();
        try (var log = LogLines.open()) {
            assertTrue(second.set(Map.of("worker_num", 3, "open_http_protocol", true)));
            assertEquals(List.of(), log.texts(ch.qos.logback.classic.Level.WARN));
        }
        second.on("request", (Request request, Response response) -> response.end("" + server.workerId()));
        try (var _ = TestServer.start(server)) {
            for (int i = 0; i < 6; i++) {
                try (var client = RawClient.connect(second.port()).sendText(GET)) {
                    client.readHead();
                    assertEquals("0", new String(client.readBytes(1), UTF_8));
                }
            }
        }
    }

    @Test
    @Spec("server 16")
    void eventsOfTheServerAreNoneOfAPort() {
        Port second = listen();
        try (var log = LogLines.open()) {
            assertFalse(second.on("workerStart", (swoole4j.Server it, int workerId) -> {}));
            log.mustWarn("unknown event types[workerStart]");
        }
    }

    @Test
    @Spec("server 126")
    void eachPortKnowsItsConnectionsOnly() throws Exception {
        Port second = listen();
        second.on("request", (Request request, Response response) -> {
            response.end(server.connections().size() + " "
                    + second.connections().size() + " " + second.connections().contains(request.fd()));
        });
        try (var running = TestServer.start(server);
                var first = running.connect().sendText(GET)) {
            first.readHead();
            first.readBytes(4);
            try (var client = RawClient.connect(second.port()).sendText(GET)) {
                client.readHead();
                assertEquals("2 1 true", new String(client.readBytes(8), UTF_8));
            }
        }
    }

    @Test
    @Spec("server 18")
    void aStreamPortNeedsItsCallback() {
        swoole4j.Server plain = new swoole4j.Server("127.0.0.1");
        assertEquals(
                "require onReceive callback",
                assertThrows(SwooleException.class, plain::start).getMessage());
    }

    @Test
    void aPortIsNotAddedWhileTheServerRuns() throws Exception {
        try (var _ = TestServer.start(server)) {
            assertNull(listen());
            assertEquals(503, server.getLastError());
        }
    }

    @Test
    void allSixKindsStandBesideEachOther(@TempDir Path folder) throws Exception {
        Port tcp = listen();
        Port tcp6 = server.listen("::1", 0, SWOOLE_SOCK_TCP6);
        Port udp = server.listen("127.0.0.1", 0, SWOOLE_SOCK_UDP);
        Port udp6 = server.listen("::1", 0, SWOOLE_SOCK_UDP6);
        Port stream = server.listen(folder.resolve("stream").toString(), 0, SWOOLE_SOCK_UNIX_STREAM);
        Port datagrams = server.listen(folder.resolve("datagrams").toString(), 0, SWOOLE_SOCK_UNIX_DGRAM);
        for (Port port : List.of(tcp, tcp6, stream)) port.set(Map.of());
        server.on("packet", (swoole4j.Server it, String data, Map<String, Object> client) -> {
            if (client.containsKey("port")) {
                it.sendto((String) client.get("address"), (int) client.get("port"), "main " + data);
            } else {
                notes.add(data, client.get("address"));
            }
        });
        try (var running = TestServer.start(server);
                var http = running.connect().sendText(GET);
                var one = RawClient.connect(tcp.port()).sendText("1");
                var two = RawClient.over(new Socket(InetAddress.ofLiteral("::1"), tcp6.port()))
                        .sendText("2");
                var three = UdpClient.of(udp.port()).send("3");
                var four = UdpClient.of("::1", udp6.port()).send("4");
                var five = SocketChannel.open(UnixDomainSocketAddress.of(stream.host()))) {
            assertEquals(200, http.readHead().status());
            assertEquals("main", new String(http.readBytes(4), UTF_8));
            assertEquals("main 1", new String(one.readBytes(6), UTF_8));
            assertEquals("main 2", new String(two.readBytes(6), UTF_8));
            three.mustReceive("main 3");
            four.mustReceive("main 4");
            five.write(ByteBuffer.wrap("5".getBytes(UTF_8)));
            assertEquals("main 5", new String(Channels.newInputStream(five).readNBytes(6), UTF_8));
            server.send(datagrams.host(), "6");
            notes.mustBe("6 " + datagrams.host());
        }
        assertEquals(
                List.of(1, 1, 3, 2, 4, 5, 6),
                server.ports().stream().map(Port::type).toList());
        assertEquals(
                List.of(1, 2, 3, 4, 5, 6, 7),
                server.ports().stream().map(Port::sock).toList());
    }
}

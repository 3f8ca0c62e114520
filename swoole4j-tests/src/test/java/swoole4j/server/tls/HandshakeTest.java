package swoole4j.server.tls;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.ValueSource;
import swoole4j.Server;
import swoole4j.testing.RawClient;
import swoole4j.testing.TestCertificates;
import swoole4j.testing.TestServer;
import swoole4j.tests.Spec;

/** A socket becomes a connection when its handshake is over. */
@ParameterizedClass
@ValueSource(strings = {"openssl", "jdk"})
class HandshakeTest {
    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

    @TempDir
    static Path folder;

    static TestCertificates certificates;

    @Parameter
    String engine;

    @BeforeAll
    static void makeCertificates() throws IOException {
        certificates = TestCertificates.in(folder, "authority").sign("server");
    }

    private Server server(Map<String, ?> options) {
        return Servers.tcp(certificates.options("server", "ssl_engine", engine), options);
    }

    @Test
    @Spec("server 256")
    void connectComesAfterTheHandshakeAndBeforeTheData() throws IOException {
        Server server = server(Map.of());
        Events events = Events.of(server);
        try (TestServer test = TestServer.start(server);
                RawClient silent = test.connect()) {
            try (RawClient client = TlsClient.of(certificates).connect(test.port())) {
                client.sendText("hello");
                assertEquals("hello", new String(client.readBytes(5), java.nio.charset.StandardCharsets.US_ASCII));
                events.mustBe("connect 1", "receive hello");
                assertEquals(1, server.connections().size(), "the silent one is none yet");
                assertEquals(java.util.List.of(1), server.getClientList(0, 10));
                client.halfClose().mustBeClosed();
            }
            events.mustBe("close 1");
            silent.abort();
        }
        events.mustBeOver();
    }

    @Test
    @Spec("server 261")
    void plainTextIsAnsweredByTheEndAndNoEvent() throws IOException {
        Server server = server(Map.of());
        Events events = Events.of(server);
        try (TestServer test = TestServer.start(server);
                RawClient client = test.connect()) {
            client.sendText("GET / HTTP/1.1\r\nHost: a\r\n\r\n");
            byte[] answer = client.readToEnd();
            assertTrue(answer.length == 0 || answer[0] == 21, "nothing but an alert");
            assertEquals(0, server.connections().size());
            mustServe(test);
            events.mustBe("connect 1", "receive x", "close 1");
        }
        events.mustBeOver();
    }

    @Test
    void garbageThatLooksLikeAHandshakeIsClosed() throws IOException {
        Server server = server(Map.of());
        Events events = Events.of(server);
        try (TestServer test = TestServer.start(server)) {
            for (String hex : new String[] {
                "1603010005ffffffffff", // a handshake message of no known type
                "16030100040100ffff00", // a ClientHello that is longer than its record
                "160301ffff0100", // a record longer than any may be
                "15030300020228", // an alert
                "170303000568656c6c6f", // data
            }) {
                try (RawClient client = test.connect()) {
                    client.sendHex(hex).halfClose();
                    readWhatMayBeReset(client);
                }
            }
            mustServe(test);
            events.mustBe("connect 1", "receive x", "close 1");
        }
        events.mustBeOver();
    }

    @Test
    void aClientThatGoesAwayInTheMiddleLeavesNothing() throws IOException {
        Server server = server(Map.of("max_connection", 1));
        Events events = Events.of(server);
        try (TestServer test = TestServer.start(server)) {
            for (int n = 0; n < 20; n++) {
                try (RawClient client = test.connect()) {
                    client.sendHex("160301").halfClose();
                    readWhatMayBeReset(client);
                }
            }
            mustServe(test); // there is room for one, so none of the others takes it
            events.mustBe("connect 1", "receive x", "close 1");
        }
        events.mustBeOver();
    }

    @Test
    void aHandshakeThatTakesTooLongIsCut() throws IOException {
        Server server = server(Map.of("ssl_handshake_timeout", 0.3));
        Events events = Events.of(server);
        try (TestServer test = TestServer.start(server);
                RawClient silent = test.connect();
                RawClient half = test.connect()) {
            long begin = System.nanoTime();
            half.sendHex("16030102000100");
            silent.mustBeClosed();
            half.mustBeClosed();
            long took = System.nanoTime() - begin;
            assertTrue(took > SECOND / 5 && took < 5 * SECOND, () -> "after " + took + " ns");
        }
        events.mustBeOver();
    }

    @Test
    void theLimitIsForTheHandshakeOnly() throws IOException {
        Server server = server(Map.of("ssl_handshake_timeout", 0.2));
        server.on("receive", (Server it, int fd, int reactorId, String data) -> {
            swoole4j.Coroutine.sleep(.5);
            it.send(fd, data);
        });
        try (TestServer test = TestServer.start(server);
                RawClient client = TlsClient.of(certificates).connect(test.port())) {
            assertEquals('x', client.sendText("x").readBytes(1)[0]);
        }
    }

    @Test
    void handshakesTakeRoomFromMaxConnection() throws IOException {
        Server server = server(Map.of("max_connection", 2));
        Events events = Events.of(server);
        try (TestServer test = TestServer.start(server);
                RawClient first = test.connect();
                RawClient second = TlsClient.of(certificates).connect(test.port())) {
            events.mustBe("connect 1");
            try (RawClient third = test.connect()) {
                third.mustBeClosed();
            }
            assertThrows(IOException.class, () -> TlsClient.of(certificates).socket(test.port()));
            first.halfClose();
            readWhatMayBeReset(first);
            mustServe(test);
            events.mustBe("connect 2", "receive x", "close 2");
            second.halfClose().mustBeClosed();
            events.mustBe("close 1");
        }
        events.mustBeOver();
    }

    @Test
    void aHandshakeMayComeByteByByte() throws IOException {
        Server server = server(Map.of());
        Events.of(server);
        try (TestServer test = TestServer.start(server);
                ByteWise proxy = ByteWise.to(test.port());
                RawClient client = TlsClient.of(certificates).connect(proxy.port())) {
            assertEquals(
                    "68656c6c6f",
                    HexFormat.of().formatHex(client.sendText("hello").readBytes(5)));
        }
    }

    @Test
    void theServerEndsWhileHandshakesAreUnderWay() throws IOException {
        Server server = server(Map.of());
        Events events = Events.of(server);
        RawClient client;
        try (TestServer test = TestServer.start(server)) {
            client = test.connect();
            client.sendHex("160301");
            mustServe(test);
        }
        client.mustBeClosed();
        client.close();
        events.mustBe("connect 1", "receive x", "close 1");
        events.mustBeOver();
    }

    private static void mustServe(TestServer test) throws IOException {
        try (RawClient client = TlsClient.of(certificates).connect(test.port())) {
            assertEquals('x', client.sendText("x").readBytes(1)[0]);
            client.halfClose().mustBeClosed();
        }
    }

    /** What the server had not read when it closed makes the kernel reset the connection. */
    private static void readWhatMayBeReset(RawClient client) {
        try {
            client.readToEnd();
        } catch (IOException _) {
            // that is an end too
        }
    }
}

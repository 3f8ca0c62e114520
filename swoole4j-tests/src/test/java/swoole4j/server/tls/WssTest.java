package swoole4j.server.tls;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.file.Path;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.CsvSource;
import swoole4j.Server;
import swoole4j.testing.RawClient;
import swoole4j.testing.TestCertificates;
import swoole4j.testing.TestServer;
import swoole4j.websocket.Frame;

/** WebSockets over TLS, with each engine and each transport. */
@ParameterizedClass
@CsvSource({"openssl, epoll", "jdk, epoll", "openssl, nio", "openssl, io_uring"})
class WssTest {
    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

    @TempDir
    static Path folder;

    static TestCertificates certificates;

    @Parameter(0)
    String engine;

    @Parameter(1)
    String transport;

    @BeforeAll
    static void makeCertificates() throws IOException {
        certificates = TestCertificates.in(folder, "authority").sign("server");
    }

    /** Sends messages back; those that are commands it obeys. */
    private TestServer start(Map<String, ?> options) {
        var server = Servers.websocket(
                certificates.options("server", "ssl_engine", engine, "transport", transport), options);
        server.on("message", (swoole4j.websocket.Server it, Frame frame) -> {
            switch (frame.opcode() == 1 ? frame.data() : "") {
                case "disconnect" -> it.disconnect(frame.fd(), 4000, "enough");
                case "close" -> it.close(frame.fd());
                case "reset" -> it.close(frame.fd(), true);
                case "fill" -> {
                    byte[] piece = new byte[64 * 1024];
                    int pushed = 0;
                    while (pushed < 1000 && it.push(frame.fd(), piece, 2)) pushed++;
                    full.complete(pushed);
                }
                default -> it.push(frame.fd(), frame.bytes(), frame.opcode());
            }
        });
        return TestServer.start(server);
    }

    private final CompletableFuture<Integer> full = new CompletableFuture<>();

    private static RawClient connect(TestServer test, String... headers) throws IOException {
        return TlsClient.of(certificates).connect(test.port()).upgrade(headers);
    }

    @Test
    void messagesComeBack() throws IOException {
        byte[] large = new byte[1 << 20];
        new Random(2).nextBytes(large);
        try (TestServer test = start(Map.of());
                RawClient client = connect(test)) {
            client.text("hello").mustReceive(0x81, "hello");
            client.binary(large).mustReceive(0x82, large);
            for (int n = 0; n < 100; n++) client.text("message " + n);
            for (int n = 0; n < 100; n++) client.mustReceive(0x81, "message " + n);
            client.frame(0x89, "ping").mustReceive(0x8a, "ping");
            client.mustCloseCleanly();
        }
    }

    @Test
    void framesMayComeByteByByte() throws IOException {
        try (TestServer test = start(Map.of());
                RawClient client = connect(test)) {
            client.chop(1).text("hello").mustReceive(0x81, "hello");
            client.mustCloseCleanly();
        }
    }

    @Test
    void compressedOnesToo() throws IOException {
        try (TestServer test = start(Map.of("websocket_compression", true));
                RawClient client = connect(test, "Sec-WebSocket-Extensions: permessage-deflate")) {
            assertTrue(String.valueOf(client.head().header("Sec-WebSocket-Extensions"))
                    .contains("permessage-deflate"));
            client.frame(0xc1, swoole4j.testing.Frames.hex("f248cdc9c90700")); // RFC 7692 7.2.3.1
            var answer = client.read();
            assertEquals(0xc1, answer.first());
            client.mustCloseCleanly();
        }
    }

    @Test
    void theJdksClientIsServed() throws Exception {
        var received = new CompletableFuture<String>();
        var closed = new CompletableFuture<Integer>();
        try (TestServer test = start(Map.of());
                HttpClient client = HttpClient.newBuilder()
                        .sslContext(TlsClient.of(certificates).context())
                        .build()) {
            WebSocket socket = client.newWebSocketBuilder()
                    .buildAsync(URI.create("wss://127.0.0.1:" + test.port()), new WebSocket.Listener() {
                        @Override
                        public CompletionStage<?> onText(WebSocket it, CharSequence data, boolean last) {
                            received.complete(data.toString());
                            it.request(1);
                            return CompletableFuture.completedStage(null);
                        }

                        @Override
                        public CompletionStage<?> onClose(WebSocket it, int code, String reason) {
                            closed.complete(code);
                            return CompletableFuture.completedStage(null);
                        }
                    })
                    .get(10, TimeUnit.SECONDS);
            socket.sendText("hello", true).get(10, TimeUnit.SECONDS);
            assertEquals("hello", received.get(10, TimeUnit.SECONDS));
            socket.sendText("disconnect", true).get(10, TimeUnit.SECONDS);
            assertEquals(4000, closed.get(10, TimeUnit.SECONDS));
        }
    }

    @Test
    void afterItsCloseFrameTheServerListensForTheAnswer() throws IOException {
        try (TestServer test = start(Map.of("websocket_close_timeout", 60))) {
            try (RawClient client = connect(test)) {
                client.text("disconnect").mustCloseWith("0fa0 656e6f756768");
                client.closeFrame(4000);
            }
            awaitNone(test.server());
            try (RawClient client = connect(test)) {
                client.text("close").mustBeClosed();
            }
        }
    }

    @Test
    void aViolationIsAnsweredWithItsCode() throws IOException {
        try (TestServer test = start(Map.of());
                RawClient client = connect(test)) {
            client.frame(0x83, "").mustFailWith(1002);
        }
    }

    @Test
    void aResetIsOne() throws IOException {
        try (TestServer test = start(Map.of());
                RawClient client = connect(test)) {
            client.text("reset");
            try {
                client.readToEnd();
            } catch (IOException _) {
                // the JDK tells a reset from an end only sometimes
            }
            awaitNone(test.server());
        }
    }

    @Test
    void whoDoesNotReadIsWaitedForWithinTheLimit() throws Exception {
        try (TestServer test = start(Map.of("socket_buffer_size", 1 << 20, "send_yield", false))) {
            Socket slow = new Socket();
            slow.setReceiveBufferSize(16 * 1024);
            slow.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), test.port()));
            try (RawClient client =
                    RawClient.over(TlsClient.of(certificates).secure(slow)).upgrade()) {
                client.text("fill");
                int pushed = full.get(10, TimeUnit.SECONDS);
                assertTrue(pushed < 200, () -> pushed + " messages of 64 KiB were taken");
                byte[] piece = new byte[64 * 1024];
                for (int n = 0; n < pushed; n++) client.mustReceive(0x82, piece);
                client.text("hello").mustReceive(0x81, "hello");
                client.mustCloseCleanly();
            }
        }
    }

    private static void awaitNone(Server server) {
        long deadline = System.nanoTime() + 10 * SECOND;
        while (server.connections().size() > 0) {
            assertTrue(System.nanoTime() < deadline, "a connection is left");
            Thread.onSpinWait();
        }
    }
}

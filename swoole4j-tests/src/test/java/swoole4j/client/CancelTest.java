package swoole4j.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import swoole4j.Coroutine;
import swoole4j.coroutine.http.Client;
import swoole4j.testing.RawServer;
import swoole4j.tests.Spec;
import swoole4j.websocket.Frame;

/** Clients in coroutines without a server: they are cancelled, and two of them do not read one connection. */
class CancelTest {
    private static final int SECONDS = 10;

    @Test
    void aRequestMayBeCancelled() throws Exception {
        CountDownLatch asked = new CountDownLatch(1);
        try (RawServer server = RawServer.start(peer -> {
            peer.readHead();
            asked.countDown();
            peer.mustEnd();
        })) {
            CompletableFuture<String> outcome = new CompletableFuture<>();
            assertTrue(Coroutine.run(() -> {
                Client client = new Client("127.0.0.1", server.port());
                int cid = Coroutine.go(() -> {
                    boolean got = client.get("/");
                    outcome.complete(
                            got + " " + client.statusCode() + " " + client.errCode() + " " + client.connected());
                });
                assertTrue(asked.await(SECONDS, TimeUnit.SECONDS));
                assertTrue(Coroutine.cancel(cid));
            }));
            assertEquals("false -2 10017 false", outcome.get(SECONDS, TimeUnit.SECONDS));
        }
    }

    @Test
    void aWebSocketOutlivesACancelledRecv() throws Exception {
        try (RawServer server = RawServer.webSocket(peer -> {
            peer.mustReceive(0x81, "still there").frame(0x81, "yes");
            peer.mustReceive(0x88, new byte[] {3, (byte) 232}).sendHex("8802 03e8");
        })) {
            CompletableFuture<String> outcome = new CompletableFuture<>();
            assertTrue(Coroutine.run(() -> {
                Client client = new Client("127.0.0.1", server.port());
                assertTrue(client.upgrade("/"));
                int cid = Coroutine.go(() -> {
                    Frame frame = client.recv();
                    outcome.complete(frame + " " + client.errCode() + " " + client.isClosed());
                });
                assertTrue(Coroutine.cancel(cid));
                assertTrue(client.push("still there"));
                assertEquals("yes", client.recv().data());
                assertTrue(client.disconnect());
            }));
            assertEquals("null 10017 false", outcome.get(SECONDS, TimeUnit.SECONDS));
        }
    }

    /** Of a cancellation that throws nothing is left either. */
    @Test
    void aRequestMayEndInAnException() throws Exception {
        CountDownLatch asked = new CountDownLatch(1);
        try (RawServer server = RawServer.start(peer -> {
            peer.readHead();
            asked.countDown();
            peer.mustEnd();
        })) {
            CompletableFuture<Boolean> thrown = new CompletableFuture<>();
            assertTrue(Coroutine.run(() -> {
                Client client = new Client("127.0.0.1", server.port());
                int cid = Coroutine.go(() -> {
                    try {
                        client.get("/");
                        thrown.complete(false);
                    } catch (RuntimeException e) {
                        thrown.complete(!client.connected());
                    }
                });
                assertTrue(asked.await(SECONDS, TimeUnit.SECONDS));
                assertTrue(Coroutine.cancel(cid, true));
            }));
            assertTrue(thrown.get(SECONDS, TimeUnit.SECONDS));
        }
    }

    @Test
    @Spec("coroutine 151")
    void twoCoroutinesDoNotReadOneConnection() throws Exception {
        try (RawServer server = RawServer.webSocket(peer -> peer.mustReceive(0x88, new byte[] {3, (byte) 232}))) {
            CompletableFuture<String> refused = new CompletableFuture<>();
            assertTrue(Coroutine.run(() -> {
                Client client = new Client("127.0.0.1", server.port());
                client.set(Map.of("websocket_close_timeout", 1));
                assertTrue(client.upgrade("/"));
                int first = Coroutine.go(() -> {
                    client.recv();
                });
                int second = Coroutine.getCid();
                try {
                    client.recv();
                    refused.complete("not at all");
                } catch (IllegalStateException e) {
                    refused.complete(String.valueOf(e.getMessage())
                            .replace("Socket#" + client.socket(), "Socket#N")
                            .replace("#" + first + ",", "#FIRST,")
                            .replace("#" + second + " ", "#SECOND "));
                }
                client.close();
                assertFalse(client.connected());
            }));
            assertEquals(
                    "Socket#N has already been bound to another coroutine#FIRST, reading of the same socket in"
                            + " coroutine#SECOND at the same time is not allowed",
                    refused.get(SECONDS, TimeUnit.SECONDS));
        }
    }
}

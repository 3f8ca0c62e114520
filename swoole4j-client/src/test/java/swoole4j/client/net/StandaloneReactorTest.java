package swoole4j.client.net;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netty.channel.IoEventLoop;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ServiceLoader;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import swoole4j.client.NettyLoopEngine;
import swoole4j.core.coroutine.LoopEngine;
import swoole4j.core.coroutine.Scheduler;
import swoole4j.coroutine.http.Client;

/** Coroutines without a server share their thread with a loop, and their clients use it. */
class StandaloneReactorTest {
    private static final int SECONDS = 10;

    private static Scheduler run(LoopEngine.StandaloneLoop[] loop) {
        Scheduler scheduler = Scheduler.create(0, 1);
        loop[0] = new NettyLoopEngine().open(scheduler);
        scheduler.run(loop[0]);
        return scheduler;
    }

    @Test
    void isFound() {
        assertTrue(ServiceLoader.load(LoopEngine.class).stream()
                .anyMatch(provider -> provider.type() == NettyLoopEngine.class));
    }

    @Test
    void clientsOfItsCoroutinesLiveOnIt() throws Exception {
        LoopEngine.StandaloneLoop[] loop = new LoopEngine.StandaloneLoop[1];
        Scheduler scheduler = run(loop);
        CompletableFuture<IoEventLoop> found = new CompletableFuture<>();
        scheduler.start(() -> found.complete(Loops.current()));
        assertSame(scheduler.io(), found.get(SECONDS, TimeUnit.SECONDS));
        assertInstanceOf(IoEventLoop.class, scheduler.io());
        loop[0].stop();
        scheduler.join();
        assertTrue(((IoEventLoop) scheduler.io()).isTerminated());
    }

    @Test
    void coroutinesWaitForResponsesAtOnce() throws Exception {
        int count = 20;
        CountDownLatch connected = new CountDownLatch(count);
        try (ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            Thread.ofPlatform().daemon().start(() -> {
                try {
                    while (true) answer(server.accept(), connected);
                } catch (Exception _) {
                    // closed
                }
            });
            LoopEngine.StandaloneLoop[] loop = new LoopEngine.StandaloneLoop[1];
            Scheduler scheduler = run(loop);
            ConcurrentLinkedQueue<String> bodies = new ConcurrentLinkedQueue<>();
            CountDownLatch done = new CountDownLatch(count);
            for (int i = 0; i < count; i++) {
                scheduler.start(() -> {
                    Client client = new Client("127.0.0.1", server.getLocalPort());
                    bodies.add(client.get("/") ? client.body() : client.errMsg());
                    client.close();
                    done.countDown();
                });
            }
            assertTrue(done.await(SECONDS, TimeUnit.SECONDS), "not all have come back");
            assertEquals(count, bodies.size());
            assertTrue(bodies.stream().allMatch("ok"::equals), bodies::toString);
            loop[0].stop();
            scheduler.join();
            assertTrue(scheduler.isEnded());
        }
    }

    /** Answers when all have come. */
    private static void answer(Socket socket, CountDownLatch connected) {
        Thread.ofPlatform().daemon().start(() -> {
            try (socket) {
                assertTrue(socket.getInputStream().read(new byte[1000]) > 0);
                connected.countDown();
                assertTrue(connected.await(SECONDS, TimeUnit.SECONDS));
                socket.getOutputStream()
                        .write("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok".getBytes(StandardCharsets.US_ASCII));
                assertEquals(-1, socket.getInputStream().read());
            } catch (Exception e) {
                throw new AssertionError(e);
            }
        });
    }

    @Test
    void anEndInTheMiddleTellsWhoeverWaits() throws Exception {
        CountDownLatch asked = new CountDownLatch(1);
        try (ServerSocket server = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            Thread.ofPlatform().daemon().start(() -> {
                try (Socket socket = server.accept()) {
                    assertTrue(socket.getInputStream().read(new byte[1000]) > 0);
                    asked.countDown();
                    assertEquals(-1, socket.getInputStream().read());
                } catch (Exception e) {
                    throw new AssertionError(e);
                }
            });
            LoopEngine.StandaloneLoop[] loop = new LoopEngine.StandaloneLoop[1];
            Scheduler scheduler = run(loop);
            CompletableFuture<Boolean> answer = new CompletableFuture<>();
            scheduler.start(() -> answer.complete(new Client("127.0.0.1", server.getLocalPort()).get("/")));
            assertTrue(asked.await(SECONDS, TimeUnit.SECONDS));
            assertNotNull(loop[0]);
            loop[0].stop();
            scheduler.join();
            assertFalse(answer.get(SECONDS, TimeUnit.SECONDS));
        }
    }
}

package swoole4j.testing;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A server that does with its n-th connection what the n-th script says. What a script throws fails the test when the server
 * is closed, and so does a connection too many.
 */
public final class RawServer implements AutoCloseable {
    private static final int SECONDS = 60;

    private final ServerSocket listener;
    private final List<Script> scripts;
    private final AtomicInteger accepted = new AtomicInteger();
    private final Queue<Throwable> failures = new ConcurrentLinkedQueue<>();
    private final Queue<RawPeer> peers = new ConcurrentLinkedQueue<>();
    private final CountDownLatch done;

    /** What happens on one connection. */
    @FunctionalInterface
    public interface Script {
        void run(RawPeer peer) throws Exception;
    }

    private RawServer(Script... scripts) throws IOException {
        this.listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        this.scripts = List.of(scripts);
        this.done = new CountDownLatch(scripts.length);
    }

    public static RawServer start(Script... scripts) throws IOException {
        RawServer server = new RawServer(scripts);
        Thread.ofPlatform().daemon().name("raw-server").start(server::accept);
        return server;
    }

    /** A server that upgrades to a WebSocket, then goes on with the script. */
    public static RawServer webSocket(Script script, String... headerLines) throws IOException {
        return start(peer -> {
            peer.acceptUpgrade(headerLines);
            script.run(peer);
        });
    }

    public int port() {
        return listener.getLocalPort();
    }

    private void accept() {
        try {
            while (true) {
                Socket socket = listener.accept();
                int number = accepted.getAndIncrement();
                if (number >= scripts.size()) {
                    failures.add(new AssertionError("connection " + (number + 1) + " is one too many"));
                    socket.close();
                } else {
                    Thread.ofPlatform().daemon().name("raw-peer").start(() -> run(scripts.get(number), socket));
                }
            }
        } catch (IOException _) {
            // closed
        }
    }

    private void run(Script script, Socket socket) {
        try (RawPeer peer = new RawPeer(socket)) {
            peers.add(peer);
            script.run(peer);
        } catch (Throwable e) {
            failures.add(e);
        } finally {
            done.countDown();
        }
    }

    /** Waits until every script has run to its end. */
    @Override
    public void close() throws IOException {
        boolean all = failures.isEmpty() && await();
        listener.close();
        if (!all) peers.forEach(RawPeer::close);
        for (Throwable failure : failures) throw new AssertionError("the server's script failed", failure);
        if (!all) throw new AssertionError(done.getCount() + " scripts have not ended");
    }

    private boolean await() {
        try {
            return done.await(SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", e);
        }
    }
}

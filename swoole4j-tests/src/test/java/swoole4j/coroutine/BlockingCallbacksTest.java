package swoole4j.coroutine;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import swoole4j.Coroutine;
import swoole4j.testing.RawClient;
import swoole4j.testing.TestServer;

/** A callback that blocks does not hold up another connection of the same worker. */
@ParameterizedClass(quoteTextArguments = false, name = "transport {0}")
@MethodSource("swoole4j.coroutine.Transports#all")
class BlockingCallbacksTest {
    @Parameter
    String transport;

    /** The first is let go only after the second was answered. */
    @ParameterizedTest
    @EnumSource
    void anotherConnectionIsServedMeanwhile(Way way) throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        try (Blocker blocker = way.blocker();
                TestServer server = Servers.start(transport, Map.of(), (it, frame) -> {
                    if (frame.data().equals("block")) {
                        begun.countDown();
                        blocker.block();
                    }
                    it.push(frame.fd(), frame.data() + " done");
                });
                RawClient first = server.websocket();
                RawClient second = server.websocket()) {
            first.text("block");
            Servers.await(begun);
            for (int n = 0; n < 3; n++) second.text("echo " + n).mustReceive(0x81, "echo " + n + " done");
            blocker.release();
            first.mustReceive(0x81, "block done");
        }
    }

    /** Blocks one callback until it is let go. */
    interface Blocker extends AutoCloseable {
        void block() throws Exception;

        void release() throws Exception;

        @Override
        default void close() throws IOException {}
    }

    enum Way {
        THREAD_SLEEP {
            @Override
            Blocker blocker() {
                return new Sleep(() -> {
                    Thread.sleep(TimeUnit.HOURS.toMillis(1));
                    return true;
                });
            }
        },
        COROUTINE_SLEEP {
            @Override
            Blocker blocker() {
                return new Sleep(() -> Coroutine.sleep(3600) || Thread.interrupted());
            }
        },
        SOCKET_READ {
            @Override
            Blocker blocker() throws IOException {
                return new SocketRead();
            }
        },
        REENTRANT_LOCK {
            @Override
            Blocker blocker() throws Exception {
                ReentrantLock lock = new ReentrantLock();
                return new Held(body -> {
                    lock.lock();
                    try {
                        body.run();
                    } finally {
                        lock.unlock();
                    }
                });
            }
        },
        SYNCHRONIZED {
            @Override
            Blocker blocker() throws Exception {
                Object monitor = new Object();
                return new Held(body -> {
                    synchronized (monitor) {
                        body.run();
                    }
                });
            }
        },
        OBJECT_WAIT {
            @Override
            Blocker blocker() {
                return new ObjectWait();
            }
        },
        FUTURE_GET {
            @Override
            Blocker blocker() {
                return new FutureGet(new CompletableFuture<>());
            }
        },
        PROCESS_WAIT {
            @Override
            Blocker blocker() throws IOException {
                return new ProcessWait(new ProcessBuilder("cat").start());
            }
        };

        abstract Blocker blocker() throws Exception;
    }

    /** A sleep of an hour that an interrupt ends. */
    private static final class Sleep implements Blocker {
        interface Body {
            boolean call() throws InterruptedException;
        }

        private final Body body;
        private volatile Thread sleeper = Thread.currentThread();

        Sleep(Body body) {
            this.body = body;
        }

        @Override
        public void block() {
            sleeper = Thread.currentThread();
            try {
                body.call();
            } catch (InterruptedException _) {
                // let go
            }
        }

        @Override
        public void release() {
            sleeper.interrupt();
        }
    }

    private static final class SocketRead implements Blocker {
        private final ServerSocket listener = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());

        SocketRead() throws IOException {}

        @Override
        public void block() throws IOException {
            try (Socket socket = new Socket(listener.getInetAddress(), listener.getLocalPort())) {
                if (socket.getInputStream().read() != 7) throw new IOException("not the byte that was sent");
            }
        }

        @Override
        public void release() throws IOException {
            try (Socket accepted = listener.accept()) {
                accepted.getOutputStream().write(7);
            }
        }

        @Override
        public void close() throws IOException {
            listener.close();
        }
    }

    /** A lock that another thread holds until then. */
    private static final class Held implements Blocker {
        interface Lock {
            void around(Runnable body);
        }

        private final Lock lock;
        private final CountDownLatch released = new CountDownLatch(1);

        Held(Lock lock) throws InterruptedException {
            this.lock = lock;
            CountDownLatch held = new CountDownLatch(1);
            Thread.ofPlatform()
                    .start(() -> lock.around(() -> {
                        held.countDown();
                        try {
                            Servers.await(released);
                        } catch (InterruptedException e) {
                            throw new AssertionError(e);
                        }
                    }));
            Servers.await(held);
        }

        @Override
        public void block() {
            lock.around(() -> {});
        }

        @Override
        public void release() {
            released.countDown();
        }
    }

    private static final class ObjectWait implements Blocker {
        private boolean released;

        @Override
        public synchronized void block() throws InterruptedException {
            while (!released) wait();
        }

        @Override
        public synchronized void release() {
            released = true;
            notifyAll();
        }
    }

    private record FutureGet(CompletableFuture<Integer> future) implements Blocker {
        @Override
        public void block() throws Exception {
            future.get();
        }

        @Override
        public void release() {
            future.complete(1);
        }
    }

    /** The process ends with its input. */
    private record ProcessWait(Process process) implements Blocker {
        @Override
        public void block() throws InterruptedException {
            process.waitFor();
        }

        @Override
        public void release() throws IOException {
            process.getOutputStream().close();
        }
    }
}

package swoole4j.bench;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import org.java_websocket.client.WebSocketClient;
import org.java_websocket.handshake.ServerHandshake;
import swoole4j.Coroutine;
import swoole4j.coroutine.http.Client;
import swoole4j.websocket.Frame;

/** The clients that {@link ClientBenchmark} compares; each way runs until the echoes say that it is over. */
enum EchoClients {
    /** A coroutine per connection, on one thread. */
    SWOOLE4J {
        @Override
        void run(int port, List<Echoes> all) {
            Coroutine.run(() -> all.forEach(echoes -> Coroutine.go(() -> exchange(port, echoes))));
        }
    },
    /** A thread per connection. */
    SWOOLE4J_THREAD {
        @Override
        void run(int port, List<Echoes> all) throws InterruptedException {
            threads(all, echoes -> exchange(port, echoes));
        }
    },
    /** The listener that gets an echo sends the next text. */
    JDK {
        @Override
        void run(int port, List<Echoes> all) throws InterruptedException {
            CountDownLatch ends = new CountDownLatch(all.size());
            try (HttpClient client = HttpClient.newHttpClient()) {
                for (Echoes echoes : all) {
                    Texts listener = new Texts();
                    WebSocket socket = connect(client, port, listener);
                    CompletableFuture<?>[] sent = {socket.sendText(echoes.next(), true)};
                    listener.open(socket, echo -> {
                        if (echoes.received(echo)) {
                            sent[0] = sent[0].thenCompose(_ -> socket.sendText(echoes.next(), true));
                        } else {
                            socket.abort();
                            ends.countDown();
                        }
                    });
                }
                ends.await();
            }
        }
    },
    /** A thread per connection, which waits for what the listener gets. */
    JDK_THREAD {
        @Override
        void run(int port, List<Echoes> all) throws InterruptedException {
            try (HttpClient client = HttpClient.newHttpClient()) {
                threads(all, echoes -> {
                    BlockingQueue<CharSequence> received = new ArrayBlockingQueue<>(1);
                    Texts listener = new Texts();
                    WebSocket socket = connect(client, port, listener);
                    listener.open(socket, received::add);
                    do {
                        socket.sendText(echoes.next(), true).join();
                    } while (echoes.received(received.take()));
                    socket.abort();
                });
            }
        }
    },
    /** The callback that gets an echo sends the next text. */
    JAVA_WEBSOCKET {
        @Override
        void run(int port, List<Echoes> all) throws InterruptedException {
            CountDownLatch ends = new CountDownLatch(all.size());
            for (Echoes echoes : all) {
                Callbacks client = new Callbacks(port);
                client.open(echo -> {
                    if (echoes.received(echo)) {
                        client.send(echoes.next());
                    } else {
                        ends.countDown();
                        client.close();
                    }
                });
                client.send(echoes.next());
            }
            ends.await();
        }
    },
    /** A thread per connection, which waits for what the callback gets. */
    JAVA_WEBSOCKET_THREAD {
        @Override
        void run(int port, List<Echoes> all) throws InterruptedException {
            threads(all, echoes -> {
                BlockingQueue<CharSequence> received = new ArrayBlockingQueue<>(1);
                Callbacks client = new Callbacks(port);
                client.open(received::add);
                do {
                    client.send(echoes.next());
                } while (echoes.received(received.take()));
                client.close();
            });
        }
    };

    /** Connects once for each and sends and receives until it is over. */
    abstract void run(int port, List<Echoes> all) throws InterruptedException;

    /** What happens with a text that has come. */
    @FunctionalInterface
    private interface Receiver {
        void receive(CharSequence text);
    }

    /** What a thread does with its connection. */
    @FunctionalInterface
    private interface Exchange {
        void run(Echoes echoes) throws InterruptedException;
    }

    private static void threads(List<Echoes> all, Exchange exchange) throws InterruptedException {
        List<Thread> threads = new ArrayList<>();
        for (Echoes echoes : all) {
            threads.add(Thread.ofPlatform().start(() -> {
                try {
                    exchange.run(echoes);
                } catch (InterruptedException e) {
                    throw new IllegalStateException(e);
                }
            }));
        }
        for (Thread thread : threads) thread.join();
    }

    private static void exchange(int port, Echoes echoes) {
        Client client = new Client("127.0.0.1", port);
        if (!client.upgrade("/")) throw new IllegalStateException(client.errMsg());
        Frame frame;
        do {
            client.push(echoes.next());
            frame = client.recv();
            if (frame == null) throw new IllegalStateException(client.errMsg());
        } while (echoes.received(frame.data()));
        client.close();
    }

    private static WebSocket connect(HttpClient client, int port, WebSocket.Listener listener) {
        return client.newWebSocketBuilder()
                .buildAsync(URI.create("ws://127.0.0.1:" + port + "/"), listener)
                .join();
    }

    /** Puts messages together, which may come in parts. */
    private static final class Texts implements WebSocket.Listener {
        private final StringBuilder parts = new StringBuilder();
        private volatile Receiver receiver = _ -> {};

        /** Begins to listen: nothing comes before. */
        void open(WebSocket socket, Receiver receiver) {
            this.receiver = receiver;
            socket.request(1);
        }

        @Override
        public void onOpen(WebSocket socket) {}

        @Override
        public CompletionStage<?> onText(WebSocket socket, CharSequence data, boolean last) {
            if (last && parts.isEmpty()) {
                receiver.receive(data.toString());
            } else {
                parts.append(data);
                if (last) {
                    String whole = parts.toString();
                    parts.setLength(0);
                    receiver.receive(whole);
                }
            }
            socket.request(1);
            return null;
        }
    }

    private static final class Callbacks extends WebSocketClient {
        private volatile Receiver receiver = _ -> {};

        Callbacks(int port) {
            super(URI.create("ws://127.0.0.1:" + port + "/"));
            setTcpNoDelay(true);
        }

        void open(Receiver receiver) throws InterruptedException {
            this.receiver = receiver;
            if (!connectBlocking()) throw new IllegalStateException("no connection");
        }

        @Override
        public void onOpen(ServerHandshake handshake) {}

        @Override
        public void onMessage(String message) {
            receiver.receive(message);
        }

        @Override
        public void onClose(int code, String reason, boolean remote) {}

        @Override
        public void onError(Exception e) {
            throw new IllegalStateException(e);
        }
    }
}

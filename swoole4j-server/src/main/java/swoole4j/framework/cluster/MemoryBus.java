package swoole4j.framework.cluster;

import java.util.ArrayDeque;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import swoole4j.framework.ClusterBus;

/**
 * Joins applications of one JVM: one object for all of them. Hyperf has none.
 *
 * <p>Each subscription has a thread, so that whoever publishes never waits. A subscriber that is more than 64 MiB behind misses what
 * comes, which the log tells. Any thread.
 */
public final class MemoryBus implements ClusterBus {
    private static final Logger log = LoggerFactory.getLogger(MemoryBus.class);
    private static final long MOST_BYTES = 64L << 20;
    private static final int OVERHEAD = 64;

    private final Map<String, Set<Subscription>> topics = new ConcurrentHashMap<>();
    private volatile boolean closed;

    /** Creates a bus that nobody is on yet. */
    public MemoryBus() {}

    @Override
    public void publish(String topic, byte[] payload) {
        if (closed) return;
        byte[] copy = payload.clone();
        for (Subscription one : topics.getOrDefault(topic, Set.of())) one.offer(copy);
    }

    @Override
    public AutoCloseable subscribe(String topic, Consumer<byte[]> handler) {
        Subscription subscription = new Subscription(topic, handler);
        topics.computeIfAbsent(topic, _ -> ConcurrentHashMap.newKeySet()).add(subscription);
        Thread.ofPlatform().daemon().name("swoole4j-bus").start(subscription::run);
        if (closed) subscription.close();
        return subscription;
    }

    @Override
    public boolean isConnected() {
        return !closed;
    }

    @Override
    public void close() {
        closed = true;
        topics.values().forEach(all -> all.forEach(Subscription::close));
    }

    private final class Subscription implements AutoCloseable {
        private final String topic;
        private final Consumer<byte[]> handler;
        private final Queue<byte[]> waiting = new ArrayDeque<>();
        private long bytes;
        private boolean behind;
        private boolean ended;

        Subscription(String topic, Consumer<byte[]> handler) {
            this.topic = topic;
            this.handler = handler;
        }

        synchronized void offer(byte[] payload) {
            if (ended) return;
            if (bytes + payload.length + OVERHEAD > MOST_BYTES) {
                if (!behind) log.warn("a subscriber of '{}' is {} bytes behind and misses messages", topic, bytes);
                behind = true;
                return;
            }
            behind = false;
            bytes += payload.length + OVERHEAD;
            waiting.add(payload);
            notifyAll();
        }

        private synchronized byte @Nullable [] take() throws InterruptedException {
            while (waiting.isEmpty() && !ended) wait();
            byte[] next = ended ? null : waiting.poll();
            if (next != null) bytes -= next.length + OVERHEAD;
            return next;
        }

        void run() {
            try {
                for (byte[] next; (next = take()) != null; ) handle(next);
            } catch (InterruptedException _) {
                close();
            }
        }

        private void handle(byte[] payload) {
            try {
                handler.accept(payload);
            } catch (RuntimeException e) {
                log.error("a subscriber of '{}' failed", topic, e);
            }
        }

        @Override
        public void close() {
            topics.getOrDefault(topic, Set.of()).remove(this);
            synchronized (this) {
                ended = true;
                waiting.clear();
                notifyAll();
            }
        }
    }
}

package swoole4j.engine.reactor;

import io.netty.channel.Channel;
import java.util.ArrayDeque;
import java.util.concurrent.TimeUnit;

/**
 * Connections whose sending side is shut down and whose peer may still have something to say: its close frame, or bytes
 * whose loss would make the kernel reset the connection and take our last bytes with it (RFC 6455 7.1.1, RFC 9112 9.6).
 * Reactor-confined.
 */
@SuppressWarnings("NonAtomicVolatileUpdate") // only the loop writes
final class Linger {
    private final Reactor reactor;
    private final long timeoutMicros;
    private final ArrayDeque<Entry> entries = new ArrayDeque<>();
    private boolean ticking;
    private volatile int size;

    private record Entry(Channel channel, long deadline) {}

    Linger(Reactor reactor, double timeoutSeconds) {
        this.reactor = reactor;
        this.timeoutMicros = (long) (timeoutSeconds * 1e6);
    }

    void add(Channel channel) {
        entries.add(new Entry(channel, reactor.nowMicros() + timeoutMicros));
        size++;
        tick();
    }

    /** Returns how many there are. Any thread. */
    int size() {
        return size;
    }

    /** One of them is closed. */
    void closed() {
        size--;
    }

    void closeAll() {
        for (Entry entry : entries) entry.channel.close();
        entries.clear();
    }

    /** All have the same time limit, so the first one is always the next one. */
    private void tick() {
        if (ticking) return;
        ticking = true;
        reactor.schedule(
                () -> {
                    ticking = false;
                    dropClosed();
                    Entry first;
                    while ((first = entries.peek()) != null && first.deadline <= reactor.nowMicros()) {
                        entries.poll();
                        first.channel.close();
                    }
                    if (first != null) tick();
                },
                100,
                TimeUnit.MILLISECONDS);
    }

    private void dropClosed() {
        entries.removeIf(entry -> !entry.channel.isOpen());
    }
}

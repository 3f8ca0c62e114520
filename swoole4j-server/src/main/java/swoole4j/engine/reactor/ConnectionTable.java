package swoole4j.engine.reactor;

import java.util.NoSuchElementException;
import java.util.PrimitiveIterator;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;
import swoole4j.engine.link.ConnectionView;

/**
 * All connections of a server by fd. Any thread.
 *
 * <p>As in Swoole an fd is a running number whose low 20 bits are its slot; a number whose slot is taken is left out, so that
 * an fd comes back after two thousand million connections only. Slots are in pages that are made when first used.
 */
public final class ConnectionTable implements ConnectionView {
    /** How many connections fit. */
    public static final int CAPACITY = 1 << 20;

    private static final int PAGE_BITS = 10;
    private static final int PAGE = 1 << PAGE_BITS;

    private final AtomicReferenceArray<@Nullable AtomicReferenceArray<@Nullable Connection>> pages =
            new AtomicReferenceArray<>(CAPACITY >> PAGE_BITS);
    private final AtomicInteger last;
    private final LongAdder open = new LongAdder();
    private final AtomicInteger handshakes = new AtomicInteger();
    private final LongAdder aborted = new LongAdder();

    /** Creates an empty table whose first fd is {@code startSessionId + 1}. */
    public ConnectionTable(int startSessionId) {
        last = new AtomicInteger(startSessionId);
    }

    /** Adds the connection that {@code factory} makes for the next free fd; null when every slot is taken. */
    @Nullable
    Connection add(IntFunction<Connection> factory) {
        for (int tries = 0; tries < CAPACITY; tries++) {
            int fd = last.updateAndGet(n -> n == Integer.MAX_VALUE ? 1 : n + 1);
            AtomicReferenceArray<@Nullable Connection> page = page(fd);
            int slot = fd & (PAGE - 1);
            if (page.get(slot) != null) continue;
            Connection connection = factory.apply(fd);
            if (page.compareAndSet(slot, null, connection)) {
                open.increment();
                return connection;
            }
        }
        return null;
    }

    /** Tells whether so many connections are open or in their TLS handshake. */
    boolean isFull(int most) {
        return open.intValue() + handshakes.get() >= most;
    }

    /** A handshake begins: it takes room, but nobody sees it. */
    void handshakeBegun() {
        handshakes.incrementAndGet();
    }

    /** A handshake has ended, well or not. */
    void handshakeEnded() {
        handshakes.decrementAndGet();
    }

    /** Counts what was accepted and did not become a connection. */
    void abort() {
        aborted.increment();
    }

    /** Returns how many were accepted and did not become a connection; {@code abort_count}. */
    public long aborted() {
        return aborted.sum();
    }

    /** Notes that a connection is no longer open; {@link #find} still knows it until {@link #remove}. */
    void closed() {
        open.decrement();
    }

    /** Forgets a connection. */
    void remove(Connection connection) {
        page(connection.fd()).compareAndSet(connection.fd() & (PAGE - 1), connection, null);
    }

    @Override
    public @Nullable Connection find(int fd) {
        if (fd <= 0) return null;
        AtomicReferenceArray<@Nullable Connection> page = pages.get(pageOf(fd));
        if (page == null) return null;
        Connection connection = page.get(fd & (PAGE - 1));
        return connection != null && connection.fd() == fd ? connection : null;
    }

    @Override
    public PrimitiveIterator.OfInt iterator(int port) {
        return new Fds(port);
    }

    @Override
    public int size(int port) {
        if (port < 0) return open.intValue();
        int count = 0;
        for (Fds fds = new Fds(port); fds.hasNext(); fds.nextInt()) count++;
        return count;
    }

    @Override
    public int next(int fd) {
        return next(fd, -1);
    }

    /** Walks the numbers that were given out, which lie in at most {@link #CAPACITY} slots below the last one. */
    private int next(int fd, int port) {
        int end = last.get();
        int from = Math.max(fd + 1, end - CAPACITY + 1);
        for (int n = Math.max(from, 1); n > 0 && n <= end; n++) {
            AtomicReferenceArray<@Nullable Connection> page = pages.get(pageOf(n));
            if (page == null) {
                n |= PAGE - 1;
                continue;
            }
            Connection found = page.get(n & (PAGE - 1));
            if (found != null && found.fd() == n && found.isOpen() && (port < 0 || found.port() == port)) return n;
        }
        return 0;
    }

    private AtomicReferenceArray<@Nullable Connection> page(int fd) {
        int index = pageOf(fd);
        AtomicReferenceArray<@Nullable Connection> page = pages.get(index);
        if (page != null) return page;
        AtomicReferenceArray<@Nullable Connection> fresh = new AtomicReferenceArray<>(PAGE);
        return pages.compareAndSet(index, null, fresh) ? fresh : page(fd);
    }

    private static int pageOf(int fd) {
        return (fd & (CAPACITY - 1)) >> PAGE_BITS;
    }

    private final class Fds implements PrimitiveIterator.OfInt {
        private final int port;
        private int next;

        Fds(int port) {
            this.port = port;
            this.next = ConnectionTable.this.next(0, port);
        }

        @Override
        public boolean hasNext() {
            return next != 0;
        }

        @Override
        public int nextInt() {
            if (next == 0) throw new NoSuchElementException();
            int fd = next;
            next = ConnectionTable.this.next(fd, port);
            return fd;
        }
    }
}

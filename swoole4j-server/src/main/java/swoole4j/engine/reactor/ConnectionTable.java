package swoole4j.engine.reactor;

import java.util.NoSuchElementException;
import java.util.PrimitiveIterator;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;
import swoole4j.engine.link.ConnectionStatistics;
import swoole4j.engine.link.ConnectionView;
import swoole4j.engine.link.Facts;
import swoole4j.engine.link.Register;

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
    private final Slots slots = new Slots(CAPACITY);
    private final AtomicInteger last;
    private final Register register;

    /** Creates an empty table whose first fd is {@code startSessionId + 1}; {@code register} knows what others may know. */
    public ConnectionTable(int startSessionId, Register register) {
        this.last = new AtomicInteger(startSessionId);
        this.register = register;
    }

    /** Makes the facts of a connection that begins. */
    Facts begin(Register.Beginning connection) {
        return register.begin(connection, slots.end());
    }

    /** Takes a slot for something accepted, to be {@linkplain #add used} or {@linkplain #giveBack given back}; 0 when so many are taken. */
    int takeSlot(int most) {
        return slots.take(Math.min(most, CAPACITY));
    }

    /** A slot was not used after all. */
    void giveBack(int slot) {
        slots.free(slot);
    }

    /** Adds the connection that {@code factory} makes for the next free fd; null when every number is taken. */
    @Nullable
    Connection add(int slot, IntFunction<Connection> factory) {
        for (int tries = 0; tries < CAPACITY; tries++) {
            int fd = last.updateAndGet(n -> n == Integer.MAX_VALUE ? 1 : n + 1);
            AtomicReferenceArray<@Nullable Connection> page = page(fd);
            int place = fd & (PAGE - 1);
            if (page.get(place) != null) continue;
            Connection connection = factory.apply(fd);
            if (page.compareAndSet(place, null, connection)) {
                slots.put(slot, fd);
                return connection;
            }
        }
        return null;
    }

    /** Counts what was accepted and did not become a connection. */
    void abort() {
        register.aborted();
    }

    /** Returns how many were accepted and did not become a connection; {@code abort_count}. */
    public long aborted() {
        return register.abortCount();
    }

    /** Notes that a connection is no longer open; {@link #find} still knows it until {@link #remove}. */
    void closed() {
        register.closed();
    }

    /** Counts bytes that came. */
    void received(long bytes) {
        register.received(bytes);
    }

    /** Counts bytes that left. */
    void sent(long bytes) {
        register.sent(bytes);
    }

    /** Forgets a connection. */
    void remove(Connection connection) {
        boolean removed = page(connection.fd()).compareAndSet(connection.fd() & (PAGE - 1), connection, null);
        if (!removed) return;
        register.remove(connection.fd(), connection.socketFd(), slots.end());
        slots.free(connection.socketFd());
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
        if (port < 0) return register.open();
        int count = 0;
        for (Fds fds = new Fds(port); fds.hasNext(); fds.nextInt()) count++;
        return count;
    }

    @Override
    public ConnectionStatistics statistics() {
        Connection first = nextOpen(0, -1);
        return new ConnectionStatistics(
                register.open(),
                register.acceptCount(),
                register.closeCount(),
                register.abortCount(),
                register.receivedBytes(),
                register.sentBytes(),
                last.get(),
                first == null ? 0 : first.socketFd(),
                slots.end() - 1);
    }

    @Override
    public int next(int fd) {
        Connection before = find(fd);
        return before == null && fd != 0 ? 0 : next(before == null ? 0 : before.socketFd(), -1);
    }

    private int next(int slot, int port) {
        Connection found = nextOpen(slot, port);
        return found == null ? 0 : found.fd();
    }

    private @Nullable Connection nextOpen(int slot, int port) {
        for (int n = slot + 1; n < slots.end(); n++) {
            Connection found = find(slots.fd(n));
            if (found != null && found.isOpen() && (port < 0 || found.port() == port)) return found;
        }
        return null;
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
        private @Nullable Connection next;

        Fds(int port) {
            this.port = port;
            this.next = nextOpen(0, port);
        }

        @Override
        public boolean hasNext() {
            return next != null;
        }

        @Override
        public int nextInt() {
            Connection found = next;
            if (found == null) throw new NoSuchElementException();
            next = nextOpen(found.socketFd(), port);
            return found.fd();
        }
    }
}

package swoole4j.engine.link.shared;

import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.PrimitiveIterator;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import swoole4j.engine.link.ClientInfo;
import swoole4j.engine.link.ConnectionState;
import swoole4j.engine.link.ConnectionStatistics;
import swoole4j.engine.link.ConnectionView;
import swoole4j.engine.link.Facts;

/** The connections of a server as a process sees them that owns none. Any thread. */
public final class SharedView implements ConnectionView {
    /** Slots below are never used. */
    private static final int FIRST = 1;

    private final ConnectionRecords records;
    private final List<ClientInfo.Side> sides;
    private final int dispatchMode;
    private final Transit transit;
    private final LongSupplier clockMicros;
    /** The connections that this process has looked at, by slot. */
    private final AtomicReferenceArray<@Nullable Remote> known;

    /**
     * Creates the view.
     *
     * @param sides by index of the port
     * @param transit knows what this process has handed over and nobody has got yet
     */
    public SharedView(
            ConnectionRecords records,
            List<ClientInfo.Side> sides,
            int dispatchMode,
            Transit transit,
            LongSupplier clockMicros) {
        this.records = records;
        this.sides = List.copyOf(sides);
        this.dispatchMode = dispatchMode;
        this.transit = transit;
        this.clockMicros = clockMicros;
        this.known = new AtomicReferenceArray<>(records.capacity());
    }

    @Override
    public @Nullable ConnectionState find(int fd) {
        int slot = records.slot(fd);
        if (slot < 0) return null;
        Remote remote = known.get(slot);
        return remote != null && remote.fd == fd ? remote : remember(fd, slot);
    }

    private Remote remember(int fd, int slot) {
        Remote made = new Remote(fd, slot);
        while (true) {
            Remote before = known.get(slot);
            if (before != null && before.fd == fd) return before;
            boolean isOver = records.fd(slot) != fd; // then the place is another one's
            if (isOver || known.compareAndSet(slot, before, made)) return made;
        }
    }

    @Override
    public PrimitiveIterator.OfInt iterator(int port) {
        return new Fds(port);
    }

    @Override
    public int size(int port) {
        if (port < 0) return records.open();
        int count = 0;
        for (Fds fds = new Fds(port); fds.hasNext(); fds.nextInt()) count++;
        return count;
    }

    @Override
    public int next(int fd) {
        int slot = fd == 0 ? 0 : records.slot(fd);
        if (slot < 0) return 0;
        int found = nextOpen(slot, -1);
        return found == 0 ? 0 : records.fd(found);
    }

    /** Returns the next slot behind {@code slot} with an open connection; 0 when there is none. */
    private int nextOpen(int slot, int port) {
        int end = records.end();
        for (int n = Math.max(FIRST, slot + 1); n < end; n++) {
            int fd = records.fd(n);
            if (fd == 0 || records.slot(fd) != n) continue;
            if (records.facts(fd, n).end() == Facts.OPEN && (port < 0 || records.port(n) == port)) return n;
        }
        return 0;
    }

    @Override
    public ConnectionStatistics statistics() {
        return new ConnectionStatistics(
                records.open(),
                records.acceptCount(),
                records.closeCount(),
                records.abortCount(),
                records.receivedBytes(),
                records.sentBytes(),
                records.lastFd(),
                nextOpen(0, -1),
                records.end() - 1);
    }

    private final class Fds implements PrimitiveIterator.OfInt {
        private final int port;
        private int slot;
        private int next;

        Fds(int port) {
            this.port = port;
            advance();
        }

        private void advance() {
            next = 0;
            while (next == 0 && (slot = nextOpen(slot, port)) != 0) next = records.fd(slot);
        }

        @Override
        public boolean hasNext() {
            return next != 0;
        }

        @Override
        public int nextInt() {
            if (next == 0) throw new NoSuchElementException();
            int fd = next;
            advance();
            return fd;
        }
    }

    /** A connection of another process. What does not change is read once it is asked for. */
    private final class Remote implements ConnectionState {
        private final int fd;
        private final int slot;
        private final SharedFacts facts;
        private final int reactor;
        private final int port;
        private @Nullable Address address;

        // what is on its way to the reactor since all before had arrived, and where the last of it ends
        private long inTransit;
        private long transitEnd;

        Remote(int fd, int slot) {
            this.fd = fd;
            this.slot = slot;
            this.facts = records.facts(fd, slot);
            this.reactor = records.reactor(slot);
            this.port = records.port(slot);
        }

        @Override
        public int fd() {
            return fd;
        }

        @Override
        public int socketFd() {
            return slot;
        }

        @Override
        public int reactorId() {
            return reactor;
        }

        @Override
        public int port() {
            return port;
        }

        @Override
        public int worker() {
            return facts.worker();
        }

        @Override
        public int stickTo(int worker) {
            return facts.stickTo(worker);
        }

        @Override
        public boolean isOpen() {
            return facts.end() == Facts.OPEN;
        }

        @Override
        public boolean isLost() {
            return facts.isLost();
        }

        @Override
        public boolean isClosedHere() {
            return facts.end() == Facts.ENDED_HERE;
        }

        @Override
        public boolean closeHere() {
            return end(Facts.ENDED_HERE);
        }

        @Override
        public boolean closeThere() {
            return end(Facts.ENDED_THERE);
        }

        private boolean end(int how) {
            boolean first = facts.end(how);
            if (first) records.closed();
            return first;
        }

        @Override
        public void forget() {
            records.hide(fd);
            known.compareAndSet(slot, this, null);
        }

        @Override
        public boolean isMultiplexed() {
            return facts.isMultiplexed();
        }

        @Override
        public int websocketStatus() {
            return facts.websocketStatus();
        }

        @Override
        public void websocketStatus(int status) {
            facts.websocketStatus(status);
        }

        @Override
        public long uid() {
            return facts.uid();
        }

        @Override
        public boolean bind(long uid) {
            return facts.bind(uid);
        }

        @Override
        public boolean isProtected() {
            return facts.isProtected();
        }

        @Override
        public void protect(boolean on) {
            facts.protect(on);
        }

        @Override
        public void rest(boolean on) {
            throw new UnsupportedOperationException("of coroutine servers, which own their connections");
        }

        @Override
        public int violation() {
            return facts.violation();
        }

        @Override
        public long lastReceivedMicros() {
            return facts.lastReceived();
        }

        @Override
        public long unsent() {
            return facts.unsent() + inTransit();
        }

        private synchronized long inTransit() {
            return inTransit == 0 || transit.hasArrived(reactor, transitEnd) ? 0 : inTransit;
        }

        /** What is handed over counts as on its way, until the owner of the socket has got it and counts it itself. */
        @Override
        public long addUnsent(long bytes) {
            return facts.unsent() + handOver(bytes);
        }

        private synchronized long handOver(long bytes) {
            inTransit = inTransit() + bytes;
            transitEnd = transit.add(reactor, bytes);
            return inTransit;
        }

        @Override
        public boolean watchDrain() {
            return facts.watch();
        }

        @Override
        public boolean beFull() {
            return facts.beFull();
        }

        @Override
        public boolean beEmpty() {
            return facts.beEmpty();
        }

        @Override
        public Map<String, Object> info() {
            return ClientInfo.of(
                    this,
                    facts,
                    sides.get(port),
                    dispatchMode,
                    records.connectedMicros(slot),
                    records.certificate(fd, slot));
        }

        @Override
        public Address address() {
            Address known = address;
            if (known == null) {
                known = records.address(slot);
                address = known;
            }
            return known;
        }

        @Override
        public long lastDispatchedMicros() {
            return facts.lastDispatched();
        }

        @Override
        public void dispatched() {
            facts.dispatched(clockMicros.getAsLong());
        }
    }
}

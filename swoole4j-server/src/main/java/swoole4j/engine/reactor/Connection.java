package swoole4j.engine.reactor;

import io.netty.channel.Channel;
import java.net.SocketAddress;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import swoole4j.engine.link.ClientInfo;
import swoole4j.engine.link.ConnectionState;
import swoole4j.engine.link.Facts;
import swoole4j.engine.link.Register;

/** What is known of one connection. Any thread; the reactor writes the times. */
final class Connection implements ConnectionState {
    private final int fd;
    private final int socketFd;
    private final Reactor reactor;
    private final Listener listener;
    private final Channel channel;
    private final long connected;
    private final @Nullable String clientCertificate;

    private final Facts facts;

    private volatile @Nullable Address address;
    /** Since when nothing of it is in work, in microseconds; 0 when nobody says, -1 while something is. */
    private volatile long resting;

    // What Idle has seen of it; reactor-confined.
    long pinged;
    long outputSeen;
    long outputSeenAt;

    Connection(
            int fd,
            int socketFd,
            Reactor reactor,
            Listener listener,
            Channel channel,
            @Nullable String clientCertificate,
            Function<Register.Beginning, Facts> register) {
        this.fd = fd;
        this.socketFd = socketFd;
        this.reactor = reactor;
        this.listener = listener;
        this.channel = channel;
        this.connected = reactor.nowMicros();
        this.clientCertificate = clientCertificate;
        this.facts = register.apply(new Register.Beginning(
                fd, socketFd, reactor.id(), listener.port(), connected, this::address, clientCertificate));
        facts.received(connected);
    }

    @Override
    public int fd() {
        return fd;
    }

    @Override
    public int socketFd() {
        return socketFd;
    }

    @Override
    public int reactorId() {
        return reactor.id();
    }

    @Override
    public int port() {
        return listener.port();
    }

    @Override
    public int worker() {
        return facts.worker();
    }

    @Override
    public int stickTo(int chosen) {
        return facts.stickTo(chosen);
    }

    @Override
    public boolean isOpen() {
        return facts.end() == Facts.OPEN;
    }

    @Override
    public boolean isLost() {
        return facts.isLost();
    }

    void lose() {
        facts.lose();
    }

    @Override
    public boolean isMultiplexed() {
        return facts.isMultiplexed();
    }

    /** The client speaks HTTP/2. */
    void multiplex() {
        facts.multiplex();
    }

    @Nullable
    String clientCertificate() {
        return clientCertificate;
    }

    /** Returns the port it came through. */
    Listener listener() {
        return listener;
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
        if (first) reactor.closed();
        return first;
    }

    /** Returns the process that ended it, 0 for this one. */
    int endedBy() {
        return facts.endedBy();
    }

    @Override
    public void forget() {
        reactor.forget(this);
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
    public boolean bind(long id) {
        return facts.bind(id);
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
        resting = on ? reactor.clock() : -1;
    }

    /** Tells whether it may be closed for being idle. */
    boolean mayIdle() {
        return resting >= 0;
    }

    /** Returns since when it does nothing. */
    long idleSince() {
        return Math.max(facts.lastReceived(), resting);
    }

    @Override
    public int violation() {
        return facts.violation();
    }

    void violated(int error) {
        facts.violation(error);
    }

    @Override
    public long lastReceivedMicros() {
        return facts.lastReceived();
    }

    @Override
    public long unsent() {
        return facts.unsent();
    }

    @Override
    public long addUnsent(long bytes) {
        return facts.addUnsent(bytes);
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

    /** Ends the watch; false when nobody watches. */
    boolean unwatchDrain() {
        return facts.unwatch();
    }

    @Override
    public long lastDispatchedMicros() {
        return facts.lastDispatched();
    }

    @Override
    public void dispatched() {
        facts.dispatched(reactor.lastKnownMicros());
    }

    @Override
    public Address address() {
        Address known = address;
        if (known == null) {
            known = new Address(
                    ip(channel.remoteAddress()),
                    port(channel.remoteAddress()),
                    ip(channel.localAddress()),
                    port(channel.localAddress()));
            address = known;
        }
        return known;
    }

    @Override
    public Map<String, Object> info() {
        return ClientInfo.of(
                this, facts, listener.side(), reactor.settings().dispatchMode(), connected, clientCertificate);
    }

    /** Something came. */
    void received() {
        facts.received(reactor.nowMicros());
    }

    /** The kernel took something. */
    void sent() {
        facts.sent(reactor.nowMicros());
    }

    /** Returns when that was last, in microseconds since the epoch. */
    long lastSentMicros() {
        return facts.lastSent();
    }

    private String ip(SocketAddress address) {
        return PeerAddress.of(address, listener.kind()).host();
    }

    private int port(SocketAddress address) {
        return PeerAddress.of(address, listener.kind()).port();
    }
}

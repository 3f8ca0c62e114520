package swoole4j.engine.reactor;

import io.netty.channel.Channel;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.net.SocketAddress;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import swoole4j.engine.link.ConnectionState;

/** What is known of one connection. Any thread; the reactor writes the times. */
final class Connection implements ConnectionState {
    private static final VarHandle END = handle("end", int.class);
    private static final VarHandle UNSENT = handle("unsent", long.class);
    private static final VarHandle UID = handle("uid", long.class);
    private static final VarHandle WORKER = handle("worker", int.class);
    private static final VarHandle FULL = handle("full", boolean.class);
    private static final VarHandle WATCHED = handle("watched", boolean.class);

    // Values of dispatch_mode.
    private static final int BY_USER = 5;
    private static final int STICKY = 8;

    private static final int OPEN = 0;
    private static final int ENDED_THERE = 1;
    private static final int ENDED_HERE = 2;

    private final int fd;
    private final int socketFd;
    private final Reactor reactor;
    private final Listener listener;
    private final Channel channel;
    private final long connected;
    private final @Nullable String clientCertificate;

    private volatile @Nullable Address address;
    private volatile int websocketStatus;
    private volatile int end;
    private volatile long uid;
    private volatile int worker = -1;
    private volatile long unsent;
    private volatile boolean protection;
    private volatile boolean watched;

    @SuppressWarnings("UnusedVariable") // by FULL
    private volatile boolean full;

    private volatile boolean lost;
    private volatile int violation;
    /** Since when nothing of it is in work, in microseconds; 0 when nobody says, -1 while something is. */
    private volatile long resting;

    private volatile boolean multiplexed;

    // Microseconds since the epoch; plain, since a value that is a little old does no harm.
    long lastReceived;
    long lastSent;
    long lastDispatched;

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
            @Nullable String clientCertificate) {
        this.fd = fd;
        this.socketFd = socketFd;
        this.reactor = reactor;
        this.listener = listener;
        this.channel = channel;
        this.connected = reactor.nowMicros();
        this.lastReceived = connected;
        this.clientCertificate = clientCertificate;
    }

    private static VarHandle handle(String field, Class<?> type) {
        try {
            return MethodHandles.lookup().findVarHandle(Connection.class, field, type);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
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
        return worker;
    }

    @Override
    public int stickTo(int chosen) {
        return WORKER.compareAndSet(this, -1, chosen) ? chosen : worker;
    }

    @Override
    public boolean isOpen() {
        return end == OPEN;
    }

    @Override
    public boolean isLost() {
        return lost;
    }

    void lose() {
        lost = true;
    }

    @Override
    public boolean isMultiplexed() {
        return multiplexed;
    }

    /** The client speaks HTTP/2. */
    void multiplex() {
        multiplexed = true;
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
        return end == ENDED_HERE;
    }

    @Override
    public boolean closeHere() {
        return end(ENDED_HERE);
    }

    @Override
    public boolean closeThere() {
        return end(ENDED_THERE);
    }

    private boolean end(int how) {
        boolean first = END.compareAndSet(this, OPEN, how);
        if (first) reactor.closed();
        return first;
    }

    @Override
    public void forget() {
        reactor.forget(this);
    }

    @Override
    public int websocketStatus() {
        return websocketStatus;
    }

    @Override
    public void websocketStatus(int status) {
        websocketStatus = status;
    }

    @Override
    public long uid() {
        return uid;
    }

    @Override
    public boolean bind(long id) {
        return UID.compareAndSet(this, 0L, id);
    }

    @Override
    public boolean isProtected() {
        return protection;
    }

    @Override
    public void protect(boolean on) {
        protection = on;
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
        return Math.max(lastReceived, resting);
    }

    @Override
    public int violation() {
        return violation;
    }

    void violated(int error) {
        violation = error;
    }

    @Override
    public long lastReceivedMicros() {
        return lastReceived;
    }

    @Override
    public long unsent() {
        return unsent;
    }

    @Override
    public long addUnsent(long bytes) {
        return (long) UNSENT.getAndAdd(this, bytes) + bytes;
    }

    @Override
    public boolean watchDrain() {
        return WATCHED.compareAndSet(this, false, true);
    }

    @Override
    public boolean beFull() {
        return FULL.compareAndSet(this, false, true);
    }

    @Override
    public boolean beEmpty() {
        return full && FULL.compareAndSet(this, true, false);
    }

    /** Ends the watch; false when nobody watches. */
    boolean unwatchDrain() {
        return watched && WATCHED.compareAndSet(this, true, false);
    }

    @Override
    public long lastDispatchedMicros() {
        return lastDispatched;
    }

    @Override
    public void dispatched() {
        lastDispatched = reactor.lastKnownMicros();
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
        Map<String, Object> info = new LinkedHashMap<>();
        int dispatchMode = reactor.settings().dispatchMode();
        if (uid != 0 || dispatchMode == BY_USER) info.put("uid", uid);
        if (worker > 0 || dispatchMode == STICKY) info.put("worker_id", worker);
        if (listener.settings().websocket()) info.put("websocket_status", websocketStatus);
        if (clientCertificate != null) info.put("ssl_client_cert", clientCertificate);
        info.put("server_port", listener.boundPort());
        info.put("server_fd", listener.number());
        info.put("socket_fd", socketFd);
        info.put("socket_type", listener.kind().number());
        info.put("remote_port", port(channel.remoteAddress()));
        info.put("remote_ip", ip(channel.remoteAddress()));
        info.put("reactor_id", reactorId());
        info.put("connect_time", (int) (connected / 1_000_000));
        info.put("last_time", (int) (lastReceived / 1_000_000));
        info.put("last_recv_time", lastReceived / 1e6);
        info.put("last_send_time", lastSent / 1e6);
        info.put("last_dispatch_time", lastDispatched / 1e6);
        info.put("close_errno", 0);
        info.put("recv_queued_bytes", 0);
        info.put("send_queued_bytes", (int) Math.min(unsent, Integer.MAX_VALUE));
        return info;
    }

    private String ip(SocketAddress address) {
        return PeerAddress.of(address, listener.kind()).host();
    }

    private int port(SocketAddress address) {
        return PeerAddress.of(address, listener.kind()).port();
    }
}

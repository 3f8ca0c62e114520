package swoole4j.client.net;

import static swoole4j.Constants.WEBSOCKET_OPCODE_CLOSE;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.socket.DuplexChannel;
import io.netty.channel.unix.UnixChannel;
import io.netty.handler.ssl.SslHandler;
import io.netty.util.concurrent.Future;
import java.net.SocketAddress;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSession;
import org.jspecify.annotations.Nullable;
import swoole4j.core.coroutine.Suspension;

/**
 * One connection. Callers hand over what is to be sent and take what has come; the loop does the rest. Any thread, but for
 * the methods that say otherwise.
 */
public final class Connection {
    /** So much may wait to be taken before the connection stops reading. */
    private static final int MOST_HELD = 512 * 1024;

    private static final int FEW_HELD = 128 * 1024;

    /** How long a server may take to read our last words. */
    private static final double LINGER_SECONDS = 1;

    private static final byte[] NORMAL = {3, (byte) 232};
    private static final AtomicInteger NUMBERS = new AtomicInteger();

    private final Channel channel;
    private final ClientHandler handler;
    private final boolean tunneled;
    private final int number;
    private final Inbox<Incoming> inbox = new Inbox<>();
    private final Outbox outbox = new Outbox();
    private final Runnable drain = this::drain;
    private final AtomicBoolean closing = new AtomicBoolean();

    private volatile boolean paused;
    private volatile boolean ended;
    private volatile boolean requestWritten;
    private volatile boolean webSocket;
    private volatile @Nullable X509Certificate peerCertificate;
    private @Nullable Future<?> end;
    private long endAt;

    Connection(Channel channel, ResponseDecoder decoder, boolean tunneled) {
        this.channel = channel;
        this.tunneled = tunneled;
        this.handler = new ClientHandler(this, decoder);
        this.number = channel instanceof UnixChannel unix ? unix.fd().intValue() : NUMBERS.incrementAndGet();
    }

    Channel channel() {
        return channel;
    }

    ClientHandler handler() {
        return handler;
    }

    /** Returns the number of the socket. */
    public int number() {
        return number;
    }

    /** Tells whether it can be used. */
    public boolean isOpen() {
        return !ended && channel.isActive();
    }

    /** Tells whether a proxy hands everything on unread. */
    public boolean isTunneled() {
        return tunneled;
    }

    /** Returns the address of this side. */
    public @Nullable SocketAddress local() {
        return channel.localAddress();
    }

    /** Returns the address of the server, or of a proxy. */
    public @Nullable SocketAddress remote() {
        return channel.remoteAddress();
    }

    /** Returns the certificate of the server, or null. */
    public @Nullable X509Certificate peerCertificate() {
        return peerCertificate;
    }

    /** The handshake of TLS is over. */
    void secured(SSLSession session) {
        try {
            Certificate[] chain = session.getPeerCertificates();
            if (chain.length > 0 && chain[0] instanceof X509Certificate own) peerCertificate = own;
        } catch (SSLPeerUnverifiedException _) {
            // it has none
        }
    }

    /** Tells whether it has become a WebSocket. */
    public boolean isWebSocket() {
        return webSocket;
    }

    /** Tells whether our close frame is sent, or on its way. */
    public boolean isClosing() {
        return closing.get();
    }

    /** Tells whether anything of the last request may have reached the server. */
    public boolean isRequestWritten() {
        return requestWritten;
    }

    // ---- sending

    /** Begins a request with these bytes. */
    public void request(Expected expected, byte[] bytes) {
        requestWritten = false;
        hand(new Outgoing.Request(expected, bytes));
    }

    /** Goes on with a request. */
    public void send(byte[] bytes) {
        hand(new Outgoing.Bytes(bytes));
    }

    /** Sends a frame, which is taken over. A close frame has to be announced by {@link #beginClosing} before. */
    public void frame(int opcode, boolean fin, byte[] payload) {
        hand(new Outgoing.Frame(opcode, fin, payload));
    }

    private void hand(Outgoing item) {
        if (outbox.add(item)) execute(drain);
    }

    /** Announces our close frame; false when there was one already. */
    public boolean beginClosing() {
        return closing.compareAndSet(false, true);
    }

    /** Waits until fewer bytes than {@code limit} are unsent, something has come, or the end. */
    public Suspension awaitRoom(long limit, boolean orAnswer, Deadline deadline) {
        return outbox.await(() -> outbox.unsent() < limit || ended || (orAnswer && inbox.peek() != null), deadline);
    }

    /** Waits for the end. */
    public Suspension awaitEnd(Deadline deadline) {
        return outbox.await(() -> !channel.isOpen(), deadline);
    }

    /** Returns how many bytes are unsent. */
    public long unsent() {
        return outbox.unsent();
    }

    private void drain() {
        outbox.begin();
        for (Outgoing item; (item = outbox.poll()) != null; ) writeQueued(item);
        channel.flush();
    }

    /** Sends something of the loop's own, in the loop. */
    void write(Outgoing item) {
        outbox.add(item);
        execute(drain);
    }

    private void writeQueued(Outgoing item) {
        int size = item.size();
        ByteBuf bytes = encode(item);
        if (bytes == null) {
            outbox.sent(size);
            return;
        }
        ChannelFuture written = channel.write(bytes);
        boolean last = item instanceof Outgoing.Frame frame && frame.opcode() == WEBSOCKET_OPCODE_CLOSE;
        written.addListener((ChannelFutureListener) done -> {
            outbox.sent(size);
            if (!done.isSuccess()) {
                channel.close();
            } else if (last && ended) {
                endOutput();
            }
        });
    }

    private @Nullable ByteBuf encode(Outgoing item) {
        if (item instanceof Outgoing.Request request && (!channel.isActive() || !handler.expect(request.expected()))) {
            inbox.put(new Incoming.Closed());
            return null;
        }
        if (!channel.isActive()) return null;
        return switch (item) {
            case Outgoing.Request request -> {
                requestWritten = true;
                yield Unpooled.wrappedBuffer(request.bytes());
            }
            case Outgoing.Bytes more -> requestWritten ? Unpooled.wrappedBuffer(more.bytes()) : null;
            case Outgoing.Frame frame -> handler.encode(frame);
        };
    }

    // ---- receiving

    /**
     * Takes what comes next.
     *
     * @throws FailedException when nothing comes in time
     */
    public Incoming take(Deadline deadline) throws FailedException {
        Incoming item;
        do {
            Suspension how = inbox.await(deadline);
            if (how != Suspension.DONE) throw FailedException.waiting(how);
            item = inbox.poll();
        } while (item == null); // dropped meanwhile
        if (paused && inbox.held() < FEW_HELD) execute(this::goOn);
        return item;
    }

    /** Puts what has come, in the loop. */
    void put(Incoming item) {
        inbox.put(item);
        outbox.wake(); // a sender may wait for an answer too
        if (inbox.held() < MOST_HELD || paused) return;
        paused = true;
        channel.config().setAutoRead(false);
        if (inbox.held() < FEW_HELD) goOn(); // all was taken before anybody could see the pause
    }

    /** Tells whether more may be put, in the loop. */
    boolean hasRoom() {
        return !paused;
    }

    private void goOn() {
        while (paused && inbox.held() < FEW_HELD) {
            paused = false;
            handler.resume();
        }
        if (!paused) channel.config().setAutoRead(true);
    }

    // ---- states and ends, in the loop

    void becomesWebSocket() {
        webSocket = true;
    }

    void closing() {
        closing.set(true);
    }

    /** Messages that nobody has taken are not wanted any more; what comes behind them is. */
    void dropMessages() {
        inbox.drop(item -> item instanceof Incoming.Message);
        goOn();
    }

    /** What came cannot be used. */
    void fail(FailedException why) {
        if (ended) return;
        handler.finish();
        ended = true;
        put(new Incoming.Broken(why));
        if (webSocket) {
            linger();
        } else {
            channel.close();
        }
    }

    /** The channel has ended. */
    void inactive() {
        ended = true;
        if (end != null) end.cancel(false);
        outbox.wake();
    }

    /** Closes the channel after that time, unless it is to be closed before. */
    void closeIn(double seconds) {
        long at = System.nanoTime() + (long) (seconds * 1e9);
        if (end != null) {
            if (at - endAt >= 0) return;
            end.cancel(false);
        }
        endAt = at;
        end = channel.eventLoop().schedule(() -> channel.close(), (long) (seconds * 1e9), TimeUnit.NANOSECONDS);
    }

    private void linger() {
        channel.config().setAutoRead(true);
        closeIn(LINGER_SECONDS);
        if (outbox.unsent() == 0) endOutput();
    }

    /** Lets the server read our last words, which a reset would take from it. */
    private void endOutput() {
        if (channel.pipeline().get(SslHandler.class) != null) {
            channel.pipeline().get(SslHandler.class).closeOutbound();
        } else if (channel instanceof DuplexChannel duplex) {
            duplex.shutdownOutput();
        }
    }

    // ---- what callers end

    /** Closes it; a WebSocket says so before. Whoever waits for something that comes is told of the end. */
    public void close() {
        if (ended) {
            execute(this::closeEnded);
            return;
        }
        boolean words = webSocket && beginClosing();
        if (words) frame(WEBSOCKET_OPCODE_CLOSE, true, NORMAL.clone());
        ended = true;
        execute(() -> {
            handler.finish();
            inbox.put(new Incoming.Closed());
            if (words && channel.isActive()) {
                linger();
            } else {
                channel.close();
            }
        });
        outbox.wake();
    }

    private void closeEnded() {
        if (end == null) channel.close();
    }

    private void execute(Runnable task) {
        try {
            channel.eventLoop().execute(task);
        } catch (RejectedExecutionException _) { // the loop has ended, and all its channels with it
            if (!ended) {
                ended = true;
                inbox.put(new Incoming.Closed());
            }
            outbox.wake();
        }
    }
}

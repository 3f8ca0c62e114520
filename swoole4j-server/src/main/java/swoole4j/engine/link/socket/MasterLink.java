package swoole4j.engine.link.socket;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.IoEventLoop;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import swoole4j.engine.link.Link;
import swoole4j.engine.link.ToReactor;
import swoole4j.engine.link.ToWorker;
import swoole4j.engine.link.encoding.EventFrames;
import swoole4j.engine.link.encoding.MalformedFrameException;
import swoole4j.engine.link.encoding.ToldFrames;

/** A worker's end of its socket to one reactor. {@link #offer}: any thread; all else: the worker's loop. */
final class MasterLink extends ChannelInboundHandlerAdapter implements Link<ToReactor>, EventFrames.Reader {
    private final int reactor;
    private final MasterLinks links;
    private @Nullable Pipe pipe;
    private boolean dirty;
    private boolean left;

    MasterLink(int reactor, MasterLinks links) {
        this.reactor = reactor;
        this.links = links;
    }

    /** Connects and says who this is; completed when the reactor can know. */
    CompletableFuture<Void> connect(IoEventLoop loop, Path folder, String secret, int worker, int incarnation) {
        CompletableFuture<Void> connected = new CompletableFuture<>();
        ChannelFuture begun = DomainSockets.connect(loop, Dock.address(folder, reactor), this);
        begun.addListener(done -> {
            if (!done.isSuccess()) {
                connected.completeExceptionally(done.cause());
                return;
            }
            Pipe made = new Pipe(begun.channel());
            pipe = made;
            ToldFrames.hello(secret, worker, incarnation, made.sink());
            made.flush();
            connected.complete(null);
        });
        return connected;
    }

    @Override
    public boolean offer(ToReactor message) {
        if (links.inLoop()) {
            write(message);
        } else {
            links.later(() -> write(message));
        }
        return true;
    }

    void write(ToReactor message) {
        Pipe open = pipe;
        if (open == null) return;
        ToldFrames.told(message, open.sink());
        markDirty();
    }

    void settled(int place) {
        Pipe open = pipe;
        if (open == null) return;
        ToldFrames.settled(place, open.sink());
        markDirty();
    }

    /** Begins with no event any more. */
    @Override
    public void leave() {
        Pipe open = pipe;
        if (left || open == null) return;
        left = true;
        ToldFrames.left(open.sink());
        markDirty();
    }

    /** Tells whether it does not. */
    boolean hasLeft() {
        return left;
    }

    /** Returns how many bytes wait to be written. */
    long pending() {
        Pipe open = pipe;
        return open == null ? 0 : open.pending();
    }

    private void markDirty() {
        if (dirty) return;
        dirty = true;
        links.dirty(this);
    }

    void flush() {
        dirty = false;
        if (pipe != null) pipe.flush();
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) throws MalformedFrameException {
        links.arrived();
        ByteBuf bytes = (ByteBuf) message;
        Pipe open = pipe;
        try {
            if (open != null) open.read(bytes, this::take);
        } finally {
            bytes.release();
        }
    }

    private void take(ByteBuffer frame) throws MalformedFrameException {
        EventFrames.read(frame, this);
    }

    @Override
    public void event(int place, ToWorker event) {
        if (!left) links.event(this, place, event);
    }

    int reactor() {
        return reactor;
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        links.cut();
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        links.failed(cause);
    }
}

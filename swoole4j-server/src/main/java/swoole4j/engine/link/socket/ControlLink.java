package swoole4j.engine.link.socket;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.IoEventLoop;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import swoole4j.engine.link.FromMaster;
import swoole4j.engine.link.FromWorker;
import swoole4j.engine.link.encoding.ControlFrames;
import swoole4j.engine.link.encoding.MalformedFrameException;

/** A worker's end of its connection to the master. {@link #say}: any thread. */
public final class ControlLink extends ChannelInboundHandlerAdapter {
    private final IoEventLoop loop;
    private final Consumer<FromMaster> receiver;
    private @Nullable Pipe pipe;

    /**
     * Creates the link.
     *
     * @param io what the worker's loop does its I/O with
     * @param receiver gets what the master says, in the loop
     */
    public ControlLink(Object io, Consumer<FromMaster> receiver) {
        this.loop = (IoEventLoop) io;
        this.receiver = receiver;
    }

    /** Connects and says who this is. Any thread. */
    public CompletableFuture<Void> connect(Path folder, FromWorker.Hello hello) {
        CompletableFuture<Void> connected = new CompletableFuture<>();
        ChannelFuture begun = DomainSockets.connect(loop, ControlServer.address(folder), this);
        begun.addListener(done -> {
            if (!done.isSuccess()) {
                connected.completeExceptionally(done.cause());
                return;
            }
            pipe = new Pipe(begun.channel());
            write(hello);
            connected.complete(null);
        });
        return connected;
    }

    /** Says something, unless the master is gone. */
    public void say(FromWorker message) {
        try {
            loop.execute(() -> write(message));
        } catch (RejectedExecutionException _) {
            // this worker has ended
        }
    }

    private void write(FromWorker message) {
        Pipe open = pipe;
        if (open == null) return;
        ControlFrames.encode(message, open.sink());
        open.flush();
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) throws MalformedFrameException {
        ByteBuf bytes = (ByteBuf) message;
        Pipe open = pipe;
        try {
            if (open != null) open.read(bytes, this::take);
        } finally {
            bytes.release();
        }
    }

    private void take(ByteBuffer frame) throws MalformedFrameException {
        receiver.accept(ControlFrames.fromMaster(frame));
    }
}

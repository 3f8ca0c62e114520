package swoole4j.engine.link.socket;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.IoEventLoop;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import swoole4j.engine.link.FromMaster;
import swoole4j.engine.link.FromWorker;
import swoole4j.engine.link.encoding.ControlFrames;
import swoole4j.engine.link.encoding.MalformedFrameException;

/** Where the master and its worker processes talk to each other. Any thread. */
public final class ControlServer {
    private static final Logger log = LoggerFactory.getLogger(ControlServer.class);
    private static final long HELLO_SECONDS = 10;

    private final IoEventLoop loop;
    private final byte[] secret;
    private final BiConsumer<Integer, FromWorker> receiver;
    private final Map<Integer, Pipe> pipes = new ConcurrentHashMap<>();
    private final Channel listener;

    /**
     * Listens.
     *
     * @param io what a loop that somebody else runs does its I/O with
     * @param receiver gets the incarnation of a process and what it says, in the loop
     * @throws IOException when that is not possible
     */
    public ControlServer(Object io, Path folder, String secret, BiConsumer<Integer, FromWorker> receiver)
            throws IOException {
        this.loop = (IoEventLoop) io;
        this.secret = secret.getBytes(StandardCharsets.US_ASCII);
        this.receiver = receiver;
        this.listener = DomainSockets.listen(loop, address(folder), new ChannelInitializer<>() {
            @Override
            protected void initChannel(Channel channel) {
                channel.pipeline().addLast(new Arrival(channel));
            }
        });
    }

    static Path address(Path folder) {
        return folder.resolve("control");
    }

    /** Says something to a process, unless it is not there. */
    public void say(int incarnation, FromMaster message) {
        loop.execute(() -> {
            Pipe pipe = pipes.get(incarnation);
            if (pipe == null) return;
            ControlFrames.encode(message, pipe.sink());
            pipe.flush();
        });
    }

    /** Listens no more and hangs up. */
    public void close() {
        loop.execute(() -> {
            listener.close();
            for (Pipe pipe : pipes.values()) pipe.channel().close();
        });
    }

    private final class Arrival extends ChannelInboundHandlerAdapter {
        private final Pipe pipe;
        private @Nullable Integer incarnation;

        Arrival(Channel channel) {
            this.pipe = new Pipe(channel);
        }

        @Override
        public void channelActive(ChannelHandlerContext ctx) {
            ctx.executor()
                    .schedule(
                            () -> {
                                if (incarnation == null) ctx.close();
                            },
                            HELLO_SECONDS,
                            TimeUnit.SECONDS);
        }

        @Override
        public void channelRead(ChannelHandlerContext ctx, Object message) {
            ByteBuf bytes = (ByteBuf) message;
            try {
                pipe.read(bytes, this::take);
            } catch (MalformedFrameException e) {
                log.error("a worker process broke the protocol and is cut off: {}", e.getMessage());
                ctx.close();
            } finally {
                bytes.release();
            }
        }

        private void take(ByteBuffer frame) throws MalformedFrameException {
            FromWorker message = ControlFrames.fromWorker(frame);
            if (message instanceof FromWorker.Hello hello && incarnation == null && knows(hello)) {
                incarnation = hello.incarnation();
                pipes.put(hello.incarnation(), pipe);
            }
            Integer known = incarnation;
            if (known == null) {
                log.warn("somebody connected who is no worker of this server, and is turned away");
                pipe.channel().close();
            } else {
                receiver.accept(known, message);
            }
        }

        private boolean knows(FromWorker.Hello hello) {
            return MessageDigest.isEqual(hello.secret().getBytes(StandardCharsets.UTF_8), secret);
        }

        @Override
        public void channelInactive(ChannelHandlerContext ctx) {
            if (incarnation != null) pipes.remove(incarnation, pipe);
        }

        @Override
        public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
            log.debug("the connection to a worker process failed", cause);
            if (!(cause instanceof IOException))
                ctx.close(); // otherwise reading finds the end, behind what is still there
        }
    }
}

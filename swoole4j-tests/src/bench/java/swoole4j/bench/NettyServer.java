package swoole4j.bench;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.ServerChannel;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.uring.IoUringIoHandler;
import io.netty.channel.uring.IoUringServerSocketChannel;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.codec.http.websocketx.WebSocketDecoderConfig;
import io.netty.handler.codec.http.websocketx.WebSocketServerProtocolConfig;
import io.netty.handler.codec.http.websocketx.WebSocketServerProtocolHandler;
import io.netty.handler.codec.http.websocketx.extensions.WebSocketServerExtensionHandler;
import io.netty.handler.codec.http.websocketx.extensions.compression.PerMessageDeflateServerExtensionHandshaker;
import java.net.InetSocketAddress;

/** The baseline: what Netty's own WebSocket handlers cost on one event loop, with nothing above them. */
final class NettyServer {
    private static final int LARGEST_FRAME = 1 << 20;

    private NettyServer() {}

    public static void main(String[] args) throws Exception {
        Lifeline.hold();
        Load.Kind kind = Load.Kind.valueOf(args[0]);
        boolean uring = args[1].equals(ServerKind.NETTY_IO_URING);
        EventLoopGroup loop =
                new MultiThreadIoEventLoopGroup(1, uring ? IoUringIoHandler.newFactory() : EpollIoHandler.newFactory());
        Class<? extends ServerChannel> type = uring ? IoUringServerSocketChannel.class : EpollServerSocketChannel.class;
        Channel listener = new ServerBootstrap()
                .group(loop)
                .channel(type)
                .childHandler(new Connection(kind))
                .bind("127.0.0.1", 0)
                .sync()
                .channel();
        System.out.println("READY " + ((InetSocketAddress) listener.localAddress()).getPort());
        listener.closeFuture().sync();
    }

    /** Builds the pipeline of a connection. */
    private static final class Connection extends ChannelInitializer<Channel> {
        private final Load.Kind kind;
        private final WebSocketServerProtocolConfig config;
        private final NettyBroadcast broadcast = new NettyBroadcast();

        Connection(Load.Kind kind) {
            this.kind = kind;
            config = WebSocketServerProtocolConfig.newBuilder()
                    .websocketPath("/")
                    .allowExtensions(kind == Load.Kind.DEFLATE)
                    .decoderConfig(WebSocketDecoderConfig.newBuilder()
                            .allowExtensions(kind == Load.Kind.DEFLATE)
                            .maxFramePayloadLength(LARGEST_FRAME)
                            .build())
                    .build();
        }

        @Override
        protected void initChannel(Channel channel) {
            ChannelPipeline pipeline = channel.pipeline();
            pipeline.addLast(new HttpServerCodec(), new HttpObjectAggregator(65_536));
            if (kind == Load.Kind.DEFLATE) pipeline.addLast(deflate());
            pipeline.addLast(new WebSocketServerProtocolHandler(config));
            pipeline.addLast(kind == Load.Kind.BROADCAST ? broadcast : new NettyEcho());
        }

        /** Level 6 with a fresh context per message, which is what Swoole does and swoole4j therefore defaults to. */
        private static ChannelHandler deflate() {
            return new WebSocketServerExtensionHandler(
                    new PerMessageDeflateServerExtensionHandshaker(6, true, 15, true, true, LARGEST_FRAME));
        }
    }
}

package swoole4j.bench;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.QueryStringDecoder;
import io.netty.util.ReferenceCountUtil;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;

/** The baseline: Netty's own HTTP codec on one event loop, with nothing above it. */
final class HttpNetty {
    private static final byte[] HELLO = "Hello, World!".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] BODY = HttpBody.text().getBytes(StandardCharsets.US_ASCII);

    private HttpNetty() {}

    public static void main(String[] args) throws Exception {
        Lifeline.hold();
        Channel listener = new ServerBootstrap()
                .group(new MultiThreadIoEventLoopGroup(1, EpollIoHandler.newFactory()))
                .channel(EpollServerSocketChannel.class)
                .childHandler(new ChannelInitializer<Channel>() {
                    @Override
                    protected void initChannel(Channel channel) {
                        channel.pipeline().addLast(new HttpServerCodec(), new Handler());
                    }
                })
                .bind("127.0.0.1", 0)
                .sync()
                .channel();
        System.out.println("READY " + ((InetSocketAddress) listener.localAddress()).getPort());
        listener.closeFuture().sync();
    }

    /** Answers, and flushes once per read. */
    private static final class Handler extends ChannelInboundHandlerAdapter {
        private long second;
        private String date = "";

        @Override
        public void channelRead(ChannelHandlerContext context, Object message) {
            try {
                if (message instanceof HttpRequest request) answer(context, request);
            } finally {
                ReferenceCountUtil.release(message);
            }
        }

        @SuppressWarnings("FutureReturnValueIgnored") // a void promise reports failures to the pipeline
        private void answer(ChannelHandlerContext context, HttpRequest request) {
            boolean plain = request.uri().equals("/");
            ByteBuf body = Unpooled.wrappedBuffer(plain ? HELLO : BODY);
            var response = new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.OK, body);
            response.headers()
                    .set(HttpHeaderNames.SERVER, "netty")
                    .set(HttpHeaderNames.DATE, date())
                    .set(HttpHeaderNames.CONTENT_LENGTH, body.readableBytes())
                    .set(HttpHeaderNames.CONTENT_TYPE, plain ? "text/plain" : "application/json");
            if (!plain) {
                String id = new QueryStringDecoder(request.uri())
                        .parameters()
                        .get("id")
                        .getFirst();
                response.headers().set("X-Id", id);
            }
            context.write(response, context.voidPromise());
        }

        private String date() {
            long now = System.currentTimeMillis() / 1000;
            if (now != second) {
                second = now;
                date = DateTimeFormatter.RFC_1123_DATE_TIME.format(ZonedDateTime.now(ZoneOffset.UTC));
            }
            return date;
        }

        @Override
        public void channelReadComplete(ChannelHandlerContext context) {
            context.flush();
        }
    }
}

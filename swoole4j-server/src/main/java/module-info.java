/** The server engine; programs reach it through the facades of swoole4j.api. */
module swoole4j.server {
    requires transitive swoole4j.api;
    requires static org.jspecify;
    requires org.slf4j;
    requires io.netty.common;
    requires io.netty.buffer;
    requires io.netty.transport;
    requires io.netty.transport.unix.common;
    requires io.netty.transport.classes.epoll;
    requires io.netty.transport.classes.io_uring;
    requires io.netty.codec;
    requires io.netty.codec.http;
    requires io.netty.codec.http2;
    requires io.netty.handler;
    requires io.netty.tcnative.classes.openssl;
    requires com.github.luben.zstd_jni;
    requires static com.aayushatharva.brotli4j;
    requires java.management;
    requires jdk.management;
    requires jdk.net;
    requires jdk.unsupported;

    exports swoole4j.framework.app;
    exports swoole4j.framework.cluster;
    exports swoole4j.framework.dispatcher;
    exports swoole4j.engine.log to
            org.slf4j;

    provides swoole4j.core.coroutine.LoopEngine with
            swoole4j.engine.reactor.NettyLoopEngine;
    provides swoole4j.spi.ServerEngine with
            swoole4j.engine.NettyServerEngine;
}

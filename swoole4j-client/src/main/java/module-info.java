/** The coroutine client engine; programs reach it through the facades of swoole4j.api. */
module swoole4j.client {
    requires transitive swoole4j.api;
    requires static org.jspecify;
    requires org.slf4j;
    requires io.netty.common;
    requires io.netty.buffer;
    requires io.netty.transport;
    requires io.netty.transport.unix.common;
    requires io.netty.transport.classes.epoll;
    requires io.netty.transport.classes.io_uring;
    requires io.netty.handler;
    requires io.netty.codec;
    requires io.netty.codec.http;
    requires io.netty.codec.http2;
    requires io.netty.handler.proxy;
    requires io.netty.resolver;
    requires io.netty.resolver.dns;
    requires com.github.luben.zstd_jni;
    requires static com.aayushatharva.brotli4j;

    provides swoole4j.spi.ClientEngine with
            swoole4j.client.NettyClientEngine;
    provides swoole4j.core.coroutine.LoopEngine with
            swoole4j.client.NettyLoopEngine;
}

/** Everything a ported script names, and the pure protocol cores shared by server and client. */
@SuppressWarnings("module") // the friends of the qualified exports are compiled after this module
module swoole4j.api {
    requires static transitive org.jspecify;
    requires org.slf4j;
    requires java.management;
    requires jdk.management;

    uses swoole4j.core.coroutine.LoopEngine;
    uses swoole4j.spi.ServerEngine;
    uses swoole4j.spi.ClientEngine;

    exports swoole4j;
    exports swoole4j.coroutine;
    exports swoole4j.coroutine.http;
    exports swoole4j.coroutine.http2;
    exports swoole4j.coroutine.server;
    exports swoole4j.framework;
    exports swoole4j.framework.spi;
    exports swoole4j.http;
    exports swoole4j.http2;
    exports swoole4j.redis;
    exports swoole4j.server;
    exports swoole4j.spi;
    exports swoole4j.websocket;
    exports swoole4j.core.coroutine to
            swoole4j.server,
            swoole4j.client;
    exports swoole4j.core.framing to
            swoole4j.server,
            swoole4j.client;
    exports swoole4j.core.http to
            swoole4j.server,
            swoole4j.client;
    exports swoole4j.core.tls to
            swoole4j.server,
            swoole4j.client;
    exports swoole4j.core.value to
            swoole4j.server,
            swoole4j.client;
    exports swoole4j.core.websocket to
            swoole4j.server,
            swoole4j.client;
    exports swoole4j.internal.shared to
            swoole4j.server;
}

/** Connections: loops, names, proxies, TLS, what is sent and what has come; Netty. */
@NullMarked
package swoole4j.client.net;

import org.jspecify.annotations.NullMarked;

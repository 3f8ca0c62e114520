/** The server that speaks the protocol of Redis. */
@NullMarked
package swoole4j.server.redis;

import org.jspecify.annotations.NullMarked;

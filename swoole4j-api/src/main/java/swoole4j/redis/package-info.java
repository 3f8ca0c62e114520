/** A server that speaks the protocol of Redis. */
@NullMarked
package swoole4j.redis;

import org.jspecify.annotations.NullMarked;

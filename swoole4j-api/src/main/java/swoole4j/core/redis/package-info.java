/** Requests and replies of the Redis protocol (RESP 2), without sockets. */
@NullMarked
package swoole4j.core.redis;

import org.jspecify.annotations.NullMarked;

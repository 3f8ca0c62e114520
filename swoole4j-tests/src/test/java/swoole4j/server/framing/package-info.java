/** Messages cut out of a TCP stream, over sockets. */
@NullMarked
package swoole4j.server.framing;

import org.jspecify.annotations.NullMarked;

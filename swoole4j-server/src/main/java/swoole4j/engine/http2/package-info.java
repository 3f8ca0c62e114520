/** The HTTP/2 side of a connection: streams that carry requests and WebSockets, and what they may cost. */
@NullMarked
package swoole4j.engine.http2;

import org.jspecify.annotations.NullMarked;

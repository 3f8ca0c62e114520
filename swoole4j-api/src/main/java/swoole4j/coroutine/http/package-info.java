/** The HTTP and WebSocket client for coroutines. */
@NullMarked
package swoole4j.coroutine.http;

import org.jspecify.annotations.NullMarked;

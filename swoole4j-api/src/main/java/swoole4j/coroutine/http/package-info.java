/** The HTTP and WebSocket server and client for coroutines. */
@NullMarked
package swoole4j.coroutine.http;

import org.jspecify.annotations.NullMarked;

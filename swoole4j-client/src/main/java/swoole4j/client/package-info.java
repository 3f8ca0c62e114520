/** The engine behind the coroutine HTTP and WebSocket clients. */
@NullMarked
package swoole4j.client;

import org.jspecify.annotations.NullMarked;

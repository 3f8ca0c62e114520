/** The coroutine server: HTTP and WebSocket in handlers that run from beginning to end. */
@NullMarked
package swoole4j.server.coroutine;

import org.jspecify.annotations.NullMarked;

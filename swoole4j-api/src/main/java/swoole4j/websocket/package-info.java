/** The WebSocket server facade with its frames. */
@NullMarked
package swoole4j.websocket;

import org.jspecify.annotations.NullMarked;

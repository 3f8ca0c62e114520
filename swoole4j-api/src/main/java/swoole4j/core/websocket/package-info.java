/** The WebSocket protocol as pure code: bytes in, bytes out, no socket, no thread, no clock. */
@NullMarked
package swoole4j.core.websocket;

import org.jspecify.annotations.NullMarked;

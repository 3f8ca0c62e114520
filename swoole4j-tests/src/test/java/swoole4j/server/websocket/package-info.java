/** The WebSocket server as a script and its clients see it, line by line of the checklist. */
@NullMarked
package swoole4j.server.websocket;

import org.jspecify.annotations.NullMarked;

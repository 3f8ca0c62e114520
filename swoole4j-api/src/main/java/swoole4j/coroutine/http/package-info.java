/** HTTP and WebSocket in coroutines. */
@NullMarked
package swoole4j.coroutine.http;

import org.jspecify.annotations.NullMarked;

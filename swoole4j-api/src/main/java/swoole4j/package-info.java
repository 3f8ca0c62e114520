/** The facades a ported Swoole script names first: server, constants, events, timers. */
@NullMarked
package swoole4j;

import org.jspecify.annotations.NullMarked;

/** The facades that a ported script names first: timers, tables, locks, constants. */
@NullMarked
package swoole4j;

import org.jspecify.annotations.NullMarked;

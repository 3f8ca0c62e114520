/** Starts, reloads and stops a server. */
@NullMarked
package swoole4j.engine;

import org.jspecify.annotations.NullMarked;

/** The scheduler that runs coroutines one at a time on a carrier thread. */
@NullMarked
package swoole4j.core.coroutine;

import org.jspecify.annotations.NullMarked;

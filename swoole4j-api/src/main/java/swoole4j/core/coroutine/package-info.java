/** The coroutine scheduler: virtual threads that share one carrier thread per worker. */
@NullMarked
package swoole4j.core.coroutine;

import org.jspecify.annotations.NullMarked;

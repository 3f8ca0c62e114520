/** Coroutines for scripts: start, wait, exchange values. */
@NullMarked
package swoole4j.coroutine;

import org.jspecify.annotations.NullMarked;

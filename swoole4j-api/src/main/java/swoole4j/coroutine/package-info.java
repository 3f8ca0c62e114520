/** What coroutines use. */
@NullMarked
package swoole4j.coroutine;

import org.jspecify.annotations.NullMarked;

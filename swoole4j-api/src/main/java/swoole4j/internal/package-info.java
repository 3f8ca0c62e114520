/** What is behind the facades of coroutines; not exported. */
@NullMarked
package swoole4j.internal;

import org.jspecify.annotations.NullMarked;

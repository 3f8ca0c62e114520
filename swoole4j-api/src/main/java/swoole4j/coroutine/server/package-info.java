/** The connections of a server made of coroutines. */
@NullMarked
package swoole4j.coroutine.server;

import org.jspecify.annotations.NullMarked;

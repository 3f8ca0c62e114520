/** The promises about coroutines and slow peers, kept by a running server. */
@NullMarked
package swoole4j.coroutine;

import org.jspecify.annotations.NullMarked;

/** Runs callbacks as coroutines and answers their calls. */
@NullMarked
package swoole4j.engine.worker;

import org.jspecify.annotations.NullMarked;

/** Which worker gets an event when reactors and workers are different threads. */
@NullMarked
package swoole4j.engine.dispatch;

import org.jspecify.annotations.NullMarked;

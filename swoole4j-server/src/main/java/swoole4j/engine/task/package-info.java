/** Tasks, messages between workers, and user processes. */
@NullMarked
package swoole4j.engine.task;

import org.jspecify.annotations.NullMarked;

/** Task workers, messages between workers, user processes and timers of a server. */
@NullMarked
package swoole4j.server.task;

import org.jspecify.annotations.NullMarked;

/** Which timer of a worker is due when. */
@NullMarked
package swoole4j.core.timer;

import org.jspecify.annotations.NullMarked;

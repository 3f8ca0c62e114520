/** Shared memory in several processes. */
@NullMarked
package swoole4j.internal.shared;

import org.jspecify.annotations.NullMarked;

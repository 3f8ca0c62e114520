/** The value types handed to callbacks of a plain server. */
@NullMarked
package swoole4j.server;

import org.jspecify.annotations.NullMarked;

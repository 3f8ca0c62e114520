/** How the static verbs of the application layer find the application that they speak of. */
@NullMarked
package swoole4j.framework.spi;

import org.jspecify.annotations.NullMarked;

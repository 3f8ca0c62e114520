/** What an engine implements so that the facades find it through ServiceLoader. */
@NullMarked
package swoole4j.spi;

import org.jspecify.annotations.NullMarked;

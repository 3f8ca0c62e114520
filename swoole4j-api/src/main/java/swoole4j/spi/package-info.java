/** The interfaces by which the facades find an engine through {@link java.util.ServiceLoader}. */
@NullMarked
package swoole4j.spi;

import org.jspecify.annotations.NullMarked;

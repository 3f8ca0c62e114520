/** Event loops with their listeners and connections. */
@NullMarked
package swoole4j.engine.reactor;

import org.jspecify.annotations.NullMarked;

/** Finds the handler and the middleware of a path. */
@NullMarked
package swoole4j.engine.framework.routing;

import org.jspecify.annotations.NullMarked;

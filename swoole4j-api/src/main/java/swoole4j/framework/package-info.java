/** Contracts of the application layer: controllers, routes, middleware, contexts, rooms. */
@NullMarked
package swoole4j.framework;

import org.jspecify.annotations.NullMarked;

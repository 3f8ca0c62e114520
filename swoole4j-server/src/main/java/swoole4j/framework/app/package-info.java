/** Builds applications from configuration, routes and middleware. */
@NullMarked
package swoole4j.framework.app;

import org.jspecify.annotations.NullMarked;

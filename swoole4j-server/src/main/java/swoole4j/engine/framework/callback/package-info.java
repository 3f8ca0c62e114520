/** Turns what a configuration names as a callback into one that the server calls. */
@NullMarked
package swoole4j.engine.framework.callback;

import org.jspecify.annotations.NullMarked;

/** What worker processes share of the connections of an application. */
@NullMarked
package swoole4j.engine.framework.shared;

import org.jspecify.annotations.NullMarked;

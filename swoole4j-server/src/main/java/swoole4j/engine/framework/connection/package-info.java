/** What the application layer keeps of each connection. */
@NullMarked
package swoole4j.engine.framework.connection;

import org.jspecify.annotations.NullMarked;

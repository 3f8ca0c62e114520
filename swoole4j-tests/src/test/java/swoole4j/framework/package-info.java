/** Tests of the application layer over sockets. */
@NullMarked
package swoole4j.framework;

import org.jspecify.annotations.NullMarked;

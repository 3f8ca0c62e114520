/** Value types and callback shapes that a server's callbacks meet. */
@NullMarked
package swoole4j.server;

import org.jspecify.annotations.NullMarked;

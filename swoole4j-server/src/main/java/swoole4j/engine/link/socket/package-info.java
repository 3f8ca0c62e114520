/** The seam where workers are processes: a socket between each reactor and each worker; Netty. */
@NullMarked
package swoole4j.engine.link.socket;

import org.jspecify.annotations.NullMarked;

/** HTTP/2 as clients see it. */
@NullMarked
package swoole4j.server.http2;

import org.jspecify.annotations.NullMarked;

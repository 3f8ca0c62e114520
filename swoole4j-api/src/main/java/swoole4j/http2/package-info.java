/** Requests and responses of the HTTP/2 client. */
@NullMarked
package swoole4j.http2;

import org.jspecify.annotations.NullMarked;

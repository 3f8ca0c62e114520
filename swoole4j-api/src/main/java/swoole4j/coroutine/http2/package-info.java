/** The HTTP/2 client for coroutines. */
@NullMarked
package swoole4j.coroutine.http2;

import org.jspecify.annotations.NullMarked;

/** The HTTP server facade with its request and response. */
@NullMarked
package swoole4j.http;

import org.jspecify.annotations.NullMarked;

/** The HTTP parts that server and client share, as pure code: cookies, forms, multipart bodies. */
@NullMarked
package swoole4j.core.http;

import org.jspecify.annotations.NullMarked;

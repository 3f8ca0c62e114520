/** HTTP/1.1 text as values, shared by server and client: names, dates, parameters, cookies, forms, heads, codings, static files. */
@NullMarked
package swoole4j.core.http;

import org.jspecify.annotations.NullMarked;

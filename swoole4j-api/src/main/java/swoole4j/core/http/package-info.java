/** HTTP/1.1 text as values, shared by server and client: names, dates, parameters, cookies, heads, upgrade check. */
@NullMarked
package swoole4j.core.http;

import org.jspecify.annotations.NullMarked;

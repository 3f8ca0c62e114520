/** The HTTP server as a script and its clients see it, line by line of the checklist. */
@NullMarked
package swoole4j.server.http;

import org.jspecify.annotations.NullMarked;

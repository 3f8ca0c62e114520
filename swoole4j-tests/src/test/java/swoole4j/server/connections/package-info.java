/** What a script does with connections, line by line of the server's checklist. */
@NullMarked
package swoole4j.server.connections;

import org.jspecify.annotations.NullMarked;

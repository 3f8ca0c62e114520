/** Statistics, commands and operation of a server. */
@NullMarked
package swoole4j.server.admin;

import org.jspecify.annotations.NullMarked;

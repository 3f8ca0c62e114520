/** Ports of all kinds of sockets, and what is sent and received there. */
@NullMarked
package swoole4j.server.port;

import org.jspecify.annotations.NullMarked;

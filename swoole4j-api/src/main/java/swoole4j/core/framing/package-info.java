/** How a byte stream is cut into messages, without sockets, threads and clocks. */
@NullMarked
package swoole4j.core.framing;

import org.jspecify.annotations.NullMarked;

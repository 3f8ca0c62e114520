/** What a request consists of, as bytes; no connection, no Netty. */
@NullMarked
package swoole4j.client.message;

import org.jspecify.annotations.NullMarked;

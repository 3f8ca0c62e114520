/** The options of clients, read once per {@code set}. */
@NullMarked
package swoole4j.client.config;

import org.jspecify.annotations.NullMarked;

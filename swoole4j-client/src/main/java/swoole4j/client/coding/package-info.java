/** Undoes the content codings of responses. */
@NullMarked
package swoole4j.client.coding;

import org.jspecify.annotations.NullMarked;

/** Compresses the content of responses. */
@NullMarked
package swoole4j.engine.coding;

import org.jspecify.annotations.NullMarked;

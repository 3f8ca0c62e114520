/** The messages of the seam as bytes, for links that leave the process. */
@NullMarked
package swoole4j.engine.link.encoding;

import org.jspecify.annotations.NullMarked;

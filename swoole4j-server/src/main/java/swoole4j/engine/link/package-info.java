/** The seam between reactors and workers: the messages that cross it and the view of connections both read. */
@NullMarked
package swoole4j.engine.link;

import org.jspecify.annotations.NullMarked;

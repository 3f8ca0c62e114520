/** What processes of one server see of it at any time, in memory that all of them map. */
@NullMarked
package swoole4j.engine.link.shared;

import org.jspecify.annotations.NullMarked;

/** Workers: which one gets an event, how they begin, are replaced and end. */
@NullMarked
package swoole4j.server.worker;

import org.jspecify.annotations.NullMarked;

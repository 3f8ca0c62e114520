/** Several applications as one: what they send each other over a bus. */
@NullMarked
package swoole4j.engine.framework.cluster;

import org.jspecify.annotations.NullMarked;

/** What joins applications to a cluster. */
@NullMarked
package swoole4j.framework.cluster;

import org.jspecify.annotations.NullMarked;

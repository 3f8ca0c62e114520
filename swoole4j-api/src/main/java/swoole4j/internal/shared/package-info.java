/** Memory that the processes of a server share: what it lies in, who is alive, how they lock; exported to the server alone. */
@NullMarked
package swoole4j.internal.shared;

import org.jspecify.annotations.NullMarked;

/** What tests of running servers share: the server on a thread of its own and a client that sends any bytes. */
@NullMarked
package swoole4j.testing;

import org.jspecify.annotations.NullMarked;

/** Benchmarks of the server against bare Netty, each server and the load generator in a process of its own. */
@NullMarked
package swoole4j.bench;

import org.jspecify.annotations.NullMarked;

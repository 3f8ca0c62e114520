/** Thin Netty handlers that turn bytes into requests, frames and raw data. */
@NullMarked
package swoole4j.engine.pipeline;

import org.jspecify.annotations.NullMarked;

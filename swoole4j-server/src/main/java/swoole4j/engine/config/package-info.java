/** Turns the map of set() into immutable typed settings. */
@NullMarked
package swoole4j.engine.config;

import org.jspecify.annotations.NullMarked;

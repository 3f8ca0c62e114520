/** Runs every file of the folder {@code examples} and talks to it as its users would. */
@NullMarked
package swoole4j.examples;

import org.jspecify.annotations.NullMarked;

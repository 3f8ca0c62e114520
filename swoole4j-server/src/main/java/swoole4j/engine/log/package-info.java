/** The log in Swoole's form, for programs that bring no logging of their own: a provider for SLF4J. */
@NullMarked
package swoole4j.engine.log;

import org.jspecify.annotations.NullMarked;

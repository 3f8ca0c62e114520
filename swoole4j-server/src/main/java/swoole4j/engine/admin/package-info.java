/** Statistics and commands of a running server, as its callbacks, files and an HTTP port show them. */
@NullMarked
package swoole4j.engine.admin;

import org.jspecify.annotations.NullMarked;

/** What it takes to run workers as JVMs of their own: how one is started, what it is told, and how it ends. */
@NullMarked
package swoole4j.engine.process;

import org.jspecify.annotations.NullMarked;

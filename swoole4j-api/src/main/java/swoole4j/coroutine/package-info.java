/** What coroutines use to wait for each other, and files, names and processes without holding their worker. */
@NullMarked
package swoole4j.coroutine;

import org.jspecify.annotations.NullMarked;

/** What coroutines use to wait for each other, and files, names and processes without holding their worker; requests to other servers. */
@NullMarked
package swoole4j.coroutine;

import org.jspecify.annotations.NullMarked;

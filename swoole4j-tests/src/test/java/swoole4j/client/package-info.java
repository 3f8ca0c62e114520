/** The coroutine client against our own server and against servers that send any bytes. */
@NullMarked
package swoole4j.client;

import org.jspecify.annotations.NullMarked;

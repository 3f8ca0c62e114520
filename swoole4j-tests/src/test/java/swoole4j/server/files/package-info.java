/** Files as answers: sendfile and the static handler. */
@NullMarked
package swoole4j.server.files;

import org.jspecify.annotations.NullMarked;

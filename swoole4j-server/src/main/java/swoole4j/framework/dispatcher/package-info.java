/** What EasySwoole puts above a server: registers of callbacks, and messages that are calls of controllers. */
@NullMarked
package swoole4j.framework.dispatcher;

import org.jspecify.annotations.NullMarked;

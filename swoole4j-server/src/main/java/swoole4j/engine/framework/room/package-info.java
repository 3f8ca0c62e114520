/** Rooms, the users whom connections belong to, and messages to many at once. */
@NullMarked
package swoole4j.engine.framework.room;

import org.jspecify.annotations.NullMarked;

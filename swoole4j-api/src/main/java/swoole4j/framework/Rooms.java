package swoole4j.framework;

import java.util.Set;
import org.jspecify.annotations.Nullable;
import swoole4j.framework.spi.Applications;

/**
 * Groups of connections, and the users they belong to, of one application on one machine. Any thread; works for connections of
 * all workers, in all modes. A connection that ends leaves all its rooms, and its user, after {@link OnClose} returned; a room
 * without members is gone.
 *
 * <p>Where workers are processes, what one worker changes the others see a moment later.
 */
public interface Rooms {
    /** Returns those of the application of the running callback, elsewhere of the only one. */
    static Rooms current() {
        return Applications.current().rooms();
    }

    /** Puts a connection into rooms; false, and nothing is changed, when it is not open. */
    boolean join(int fd, String... rooms);

    /** Takes a connection out of rooms; false when it is not open. */
    boolean leave(int fd, String... rooms);

    /** Takes a connection out of all rooms; false when it is not open. */
    boolean leaveAll(int fd);

    /** Returns a copy of the members of a room. */
    Set<Integer> members(String room);

    /** Returns a copy of the rooms of a connection. */
    Set<String> roomsOf(int fd);

    /** Returns the names of all rooms. */
    Set<String> names();

    /** Returns how many members a room has. */
    int size(String room);

    /** Says whose connection this is, in place of whom it was before; false when it is not open. */
    boolean bindUid(int fd, String uid);

    /** Takes that back; false when it is not open or nobody's. */
    boolean unbindUid(int fd);

    /** Returns a copy of a user's connections. */
    Set<Integer> fdsOf(String uid);

    /** Returns whose connection this is, or null. */
    @Nullable
    String uidOf(int fd);

    /** Returns the users who have a connection. */
    Set<String> uids();

    /** Tells whether a user has a connection. */
    boolean isOnline(String uid);

    /** Says what a broadcast to a room does with slow members; it says so until the application ends. */
    void slowConsumers(String room, SlowConsumer policy);

    /** Returns what a broadcast to a room does with slow members. */
    SlowConsumer slowConsumers(String room);
}

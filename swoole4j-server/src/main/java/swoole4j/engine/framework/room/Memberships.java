package swoole4j.engine.framework.room;

import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Which connections there are and in which groups, as several processes agree on it. Any thread; nobody waits. */
public interface Memberships {
    /** Begins with a connection that is in no group; false when there is no room for it. */
    boolean open(int fd);

    /** Changes the groups of a connection; false when it is not there, or they would take too much room. */
    boolean change(int fd, UnaryOperator<Groups> change);

    /** Ends with a connection. */
    void close(int fd);

    /**
     * Tells {@code listener} what has changed.
     *
     * @param from what the last call returned; -1 for everything
     * @return how far that was
     */
    long follow(long from, Listener listener);

    /** Hears of changes. */
    interface Listener {
        /** A connection is in these groups now; null for one that has ended. */
        void changed(int fd, @Nullable Groups now);

        /** Nothing that was heard before counts any more; everything there is follows. */
        void restart();
    }
}

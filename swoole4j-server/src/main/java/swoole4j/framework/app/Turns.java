package swoole4j.framework.app;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Holds the close of a connection back until its running callback has returned: a server that ends a connection in its own callback
 * calls close there and then. Any thread.
 */
final class Turns {
    private final Map<Integer, Turn> running = new HashMap<>();

    private static final class Turn {
        int callbacks;

        @Nullable
        Runnable close;
    }

    /** Runs a callback of a connection, and then the close that came meanwhile. */
    void run(int fd, Runnable callback) {
        enter(fd);
        try {
            callback.run();
        } finally {
            Runnable close = leave(fd);
            if (close != null) close.run();
        }
    }

    private synchronized void enter(int fd) {
        running.computeIfAbsent(fd, _ -> new Turn()).callbacks++;
    }

    private synchronized @Nullable Runnable leave(int fd) {
        Turn turn = running.get(fd);
        if (turn == null || --turn.callbacks > 0) return null;
        running.remove(fd);
        return turn.close;
    }

    /** Runs the close of a connection, now or when its callbacks have returned. */
    void close(int fd, Runnable close) {
        if (!holdBack(fd, close)) close.run();
    }

    private synchronized boolean holdBack(int fd, Runnable close) {
        Turn turn = running.get(fd);
        if (turn == null) return false;
        Runnable before = turn.close;
        turn.close = before == null
                ? close
                : () -> {
                    try {
                        before.run();
                    } finally {
                        close.run();
                    }
                };
        return true;
    }
}

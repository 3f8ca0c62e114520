package swoole4j.engine.worker;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** The HTTP/2 streams whose requests are in work, so that writers learn when one is over. Any thread. */
final class Streams {
    private final Map<Long, State> states = new ConcurrentHashMap<>();

    /** What the writers of answers on one stream share. */
    static final class State {
        private volatile boolean over;

        /** Tells whether nothing can be sent any more: all is sent, or the stream was reset. */
        boolean isOver() {
            return over;
        }

        void end() {
            over = true;
        }
    }

    void begin(int fd, int stream) {
        states.put(key(fd, stream), new State());
    }

    @Nullable
    State find(int fd, int stream) {
        return states.get(key(fd, stream));
    }

    void end(int fd, int stream) {
        State state = states.remove(key(fd, stream));
        if (state != null) state.end();
    }

    private static long key(int fd, int stream) {
        return (long) fd << 32 | stream;
    }
}

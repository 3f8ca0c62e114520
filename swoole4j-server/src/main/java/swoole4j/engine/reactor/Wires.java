package swoole4j.engine.reactor;

import io.netty.util.collection.IntObjectHashMap;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The connections of one reactor by fd. Reactor-confined. */
final class Wires {
    private final IntObjectHashMap<Line> byFd = new IntObjectHashMap<>();

    void put(Line line) {
        byFd.put(line.connection().fd(), line);
    }

    @Nullable
    Line get(int fd) {
        return byFd.get(fd);
    }

    void remove(Line line) {
        byFd.remove(line.connection().fd());
    }

    boolean isEmpty() {
        return byFd.isEmpty();
    }

    /** Returns a copy, so that connections may end while it is walked. */
    List<Line> all() {
        return new ArrayList<>(byFd.values());
    }
}

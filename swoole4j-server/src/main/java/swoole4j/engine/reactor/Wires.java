package swoole4j.engine.reactor;

import io.netty.util.collection.IntObjectHashMap;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The connections of one reactor by fd. Reactor-confined. */
final class Wires {
    private final IntObjectHashMap<Wire> byFd = new IntObjectHashMap<>();

    void put(Wire wire) {
        byFd.put(wire.connection().fd(), wire);
    }

    @Nullable
    Wire get(int fd) {
        return byFd.get(fd);
    }

    void remove(Wire wire) {
        byFd.remove(wire.connection().fd());
    }

    boolean isEmpty() {
        return byFd.isEmpty();
    }

    /** Returns a copy, so that connections may end while it is walked. */
    List<Wire> all() {
        return new ArrayList<>(byFd.values());
    }
}

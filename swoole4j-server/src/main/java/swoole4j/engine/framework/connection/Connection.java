package swoole4j.engine.framework.connection;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import swoole4j.framework.Fd;
import swoole4j.framework.HttpRequest;
import swoole4j.framework.spi.ConnectionValues;

/** One connection from its handshake on. Any thread. */
public final class Connection implements ConnectionValues {
    private final int fd;
    private final String server;
    private final Map<String, Object> values = new HashMap<>();
    private HttpRequest request;
    private @Nullable Fd opened;
    private boolean released;

    Connection(int fd, String server, HttpRequest request) {
        this.fd = fd;
        this.server = server;
        this.request = request;
    }

    /** Returns its number. */
    public int fd() {
        return fd;
    }

    /** Returns the name of its server. */
    public String server() {
        return server;
    }

    /** Returns what it was registered with, or null before that. */
    public synchronized @Nullable Fd opened() {
        return opened;
    }

    /** Sets the request as middleware left it. */
    public synchronized void request(HttpRequest request) {
        this.request = request;
    }

    synchronized Fd open(@Nullable Object handler, String route) {
        Fd now = new Fd(fd, handler, route, server);
        opened = now;
        return now;
    }

    synchronized void release() {
        released = true;
        values.clear();
    }

    @Override
    public synchronized HttpRequest request() {
        if (released) throw new IllegalStateException("connection " + fd + " is closed");
        return request;
    }

    @Override
    public synchronized @Nullable Object get(String id) {
        return values.get(id);
    }

    @Override
    public synchronized @Nullable Object change(String id, UnaryOperator<@Nullable Object> change) {
        Object now = change.apply(values.get(id));
        if (released) throw new IllegalStateException("connection " + fd + " is closed");
        if (now == null) {
            values.remove(id);
        } else {
            values.put(id, now);
        }
        return now;
    }

    @Override
    public synchronized void replace(Map<String, Object> others) {
        if (released) return;
        values.clear();
        values.putAll(others);
    }

    @Override
    public synchronized Set<String> keys() {
        return Set.copyOf(values.keySet());
    }

    @Override
    public synchronized boolean isReleased() {
        return released;
    }
}

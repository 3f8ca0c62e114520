package swoole4j.engine.framework.connection;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import swoole4j.engine.framework.shared.SharedRecords;
import swoole4j.framework.Fd;
import swoole4j.framework.HttpRequest;
import swoole4j.framework.spi.ConnectionValues;

/** One connection from its handshake on. Any thread. */
public final class Connection implements ConnectionValues {
    private final int fd;
    private final String server;
    /** Whether its callbacks run elsewhere, so that what only this process has would be lost with this object. */
    private final boolean foreign;
    /** Values that only this process has. */
    private final Map<String, Object> own = new HashMap<>();
    /** Values that the processes share, as they were last. */
    private Map<String, Object> plain = Map.of();

    private @Nullable Share share;
    private HttpRequest request;
    private @Nullable Fd opened;
    private boolean released;

    Connection(int fd, String server, HttpRequest request) {
        this.fd = fd;
        this.server = server;
        this.request = request;
        this.foreign = false;
    }

    /** Makes a connection of what another process shares of it. */
    Connection(int fd, Share share, @Nullable Object handler, boolean foreign) {
        this.fd = fd;
        this.server = share.text("server");
        this.foreign = foreign;
        this.share = share;
        String route = share.text("route");
        this.request = RequestRecord.read(fd, share.request(), route, handler);
        this.opened = new Fd(fd, handler, route, server);
        refresh(share);
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

    /** Other processes can have it from now on. */
    synchronized void share(Share with) {
        share = with;
        replace(Map.copyOf(own));
    }

    synchronized void release() {
        released = true;
        own.clear();
        plain = Map.of();
    }

    @Override
    public synchronized HttpRequest request() {
        if (released) throw closed();
        return request;
    }

    private IllegalStateException closed() {
        return new IllegalStateException("connection " + fd + " is closed");
    }

    @Override
    public synchronized @Nullable Object get(String id) {
        if (share != null) refresh(share);
        return value(id);
    }

    private @Nullable Object value(String id) {
        Object value = own.get(id);
        return value == null ? plain.get(id) : value;
    }

    private void refresh(Share share) {
        Map<String, Object> newer = released ? null : share.newer();
        if (newer == null) return;
        plain = newer;
        own.keySet().removeAll(newer.keySet());
    }

    @Override
    public synchronized @Nullable Object change(String id, UnaryOperator<@Nullable Object> change) {
        Object before = get(id);
        while (true) {
            Object now = change.apply(before);
            if (isReleased()) throw closed();
            if (set(id, before, now)) return now;
            before = value(id);
        }
    }

    /** Returns false when the value is no longer {@code before}. */
    private boolean set(String id, @Nullable Object before, @Nullable Object now) {
        boolean common = share != null && now != null && SharedRecords.isPlain(now);
        while (share != null && (common || plain.containsKey(id))) {
            Map<String, Object> next = new HashMap<>(plain);
            next.remove(id);
            if (common) next.put(id, Objects.requireNonNull(now));
            switch (share.write(next)) {
                case DONE -> {
                    plain = next;
                    if (common) {
                        own.remove(id);
                        return true;
                    }
                }
                case STALE -> {
                    refresh(share);
                    if (!Objects.equals(value(id), before)) return false;
                }
                case TOO_LARGE -> {
                    share.tooLarge("the value of '" + id + "'");
                    common = false;
                }
                case GONE -> {
                    common = false;
                    plain = next;
                    plain.remove(id);
                }
            }
        }
        if (now == null) {
            own.remove(id);
        } else {
            mine(id);
            own.put(id, now);
        }
        return true;
    }

    private void mine(String id) {
        if (!foreign) return;
        throw new IllegalArgumentException("the value of '" + id + "' cannot be given to connection " + fd
                + " of another process: it is not plain, or too large");
    }

    @Override
    public synchronized void replace(Map<String, Object> others) {
        if (released) return;
        own.clear();
        if (share == null) {
            own.putAll(others);
            return;
        }
        Map<String, Object> next = new HashMap<>();
        others.forEach((id, value) -> (SharedRecords.isPlain(value) ? next : own).put(id, value));
        if (!own.isEmpty()) mine(own.keySet().iterator().next());
        if (!write(next)) {
            own.putAll(next);
            write(Map.of());
        }
    }

    private boolean write(Map<String, Object> next) {
        Share with = Objects.requireNonNull(share);
        while (true) {
            switch (with.write(next)) {
                case DONE -> {
                    plain = next;
                    return true;
                }
                case STALE -> refresh(with);
                case TOO_LARGE -> {
                    with.tooLarge("what is set");
                    return false;
                }
                case GONE -> {
                    return true;
                }
            }
        }
    }

    @Override
    public synchronized Set<String> keys() {
        if (share != null) refresh(share);
        Set<String> keys = new HashSet<>(plain.keySet());
        keys.addAll(own.keySet());
        return Set.copyOf(keys);
    }

    @Override
    public synchronized boolean isReleased() {
        return released || (foreign && share != null && !share.isThere());
    }
}

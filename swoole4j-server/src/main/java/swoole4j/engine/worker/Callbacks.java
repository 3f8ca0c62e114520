package swoole4j.engine.worker;

import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import swoole4j.server.Callback;

/** The callbacks of one port, or of the server with its first port. Written before the start, read by workers after it. */
public final class Callbacks {
    private static final Logger log = LoggerFactory.getLogger(Callbacks.class);

    private final Map<EventKind, Callback> own;
    private final @Nullable Callbacks primary;

    /** Creates callbacks; those that are missing are looked for in {@code primary}. */
    public Callbacks(@Nullable Callbacks primary) {
        this(new EnumMap<>(EventKind.class), primary);
    }

    private Callbacks(Map<EventKind, Callback> own, @Nullable Callbacks primary) {
        this.own = own;
        this.primary = primary;
    }

    /** Returns these callbacks without those of the primary port. */
    public Callbacks alone() {
        return new Callbacks(own, null);
    }

    /**
     * Registers.
     *
     * @return false with a warning for an unknown event, on a port also for an event of the server
     * @throws swoole4j.SwooleException for a callback of the wrong shape
     */
    public boolean register(String event, Callback callback) {
        EventKind kind = EventKind.of(event);
        if (kind == null || (primary != null && !kind.ofPort())) {
            log.warn("unknown event types[{}]", event);
            return false;
        }
        kind.check(callback);
        own.put(kind, callback);
        return true;
    }

    /** Returns the own callback of an event by name, or null. */
    public @Nullable Callback own(String event) {
        EventKind kind = EventKind.of(event);
        return kind == null ? null : own.get(kind);
    }

    /** Returns the callback of an event, the own one or else the primary port's. */
    public @Nullable Callback get(EventKind kind) {
        Callback callback = own.get(kind);
        return callback == null && primary != null ? primary.get(kind) : callback;
    }

    /** Tells whether there is a callback. */
    public boolean has(EventKind kind) {
        return get(kind) != null;
    }

    /** Forgets the own callback of an event; false when there is none. */
    public boolean remove(EventKind kind) {
        return own.remove(kind) != null;
    }
}

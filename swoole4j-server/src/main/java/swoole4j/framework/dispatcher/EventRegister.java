package swoole4j.framework.dispatcher;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import swoole4j.Event;
import swoole4j.server.Callback;
import swoole4j.server.EventEmitter;

/**
 * The callbacks of a server or of one of its ports, several for an event. Counterpart of
 * {@code EasySwoole\EasySwoole\Swoole\EventRegister}.
 *
 * <p>The callbacks of an event are called one after the other, in the order they were registered, with the same arguments. One that
 * throws does not keep the others from being called; what it threw is the server's to log when all have returned. What they
 * return is dropped, but for tasks, whose result is the first one that is not null. With a callback for {@code handshake} the
 * server calls none for {@code open}. Registers before the start only; not for several threads at a time.
 */
public final class EventRegister {
    private record Registered(Event<?> event, List<Callback> callbacks) {}

    private final EventEmitter target;
    private final Map<String, Registered> events = new HashMap<>();

    private EventRegister(EventEmitter target) {
        this.target = Objects.requireNonNull(target);
    }

    /** Returns a register of a server or a port; its callbacks take the place of those that {@code on} has registered. */
    public static EventRegister of(EventEmitter target) {
        return new EventRegister(target);
    }

    /**
     * Registers a callback in place of all that are there.
     *
     * @return false, and nothing is changed, when the server has started or has no such event
     */
    public <C extends Callback> boolean set(Event<C> event, C callback) {
        return register(event, List.of(callback));
    }

    /**
     * Registers a callback behind those that are there.
     *
     * @return false, and nothing is changed, when the server has started or has no such event
     * @throws IllegalArgumentException when those that are there take other arguments, as those of {@link Event#TASK} and
     *     {@link Event#TASK_OBJECT} do
     */
    public <C extends Callback> boolean add(Event<C> event, C callback) {
        Registered before = events.get(event.name());
        if (before == null) return set(event, callback);
        if (before.event != event)
            throw new IllegalArgumentException(
                    "callbacks of another shape are registered for " + event.name() + "; set() replaces them");
        List<Callback> all = new ArrayList<>(before.callbacks);
        all.add(Objects.requireNonNull(callback));
        return register(event, List.copyOf(all));
    }

    @SuppressWarnings("unchecked") // the callbacks of one event have one shape, and so has what calls them
    private <C extends Callback> boolean register(Event<C> event, List<Callback> callbacks) {
        boolean done = target.on(event, (C) Several.of(callbacks));
        if (done) events.put(event.name(), new Registered(event, callbacks));
        return done;
    }
}

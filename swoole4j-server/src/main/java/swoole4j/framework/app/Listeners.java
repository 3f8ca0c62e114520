package swoole4j.framework.app;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import swoole4j.framework.AppEvent;

/** Who wants to know what happens to an application. Filled before the start, then read by any thread. */
final class Listeners {
    private static final Logger log = LoggerFactory.getLogger(App.class);

    private final List<Listener<?>> listeners = new ArrayList<>();

    private record Listener<E extends AppEvent>(Class<E> type, Consumer<? super E> consumer, int priority) {
        void tell(AppEvent event) {
            if (type.isInstance(event)) consumer.accept(type.cast(event));
        }
    }

    <E extends AppEvent> void add(Class<E> type, Consumer<? super E> consumer, int priority) {
        listeners.add(new Listener<>(type, consumer, priority));
        listeners.sort(
                Comparator.comparingInt((Listener<?> one) -> one.priority).reversed());
    }

    /** Tells all; what one throws ends it. */
    void tell(AppEvent event) {
        for (Listener<?> listener : listeners) listener.tell(event);
    }

    /** Tells all, whatever one throws. */
    void tellAll(AppEvent event) {
        for (Listener<?> listener : listeners) {
            try {
                listener.tell(event);
            } catch (RuntimeException e) {
                log.error("a listener of {} failed", event.getClass().getSimpleName(), e);
            }
        }
    }
}

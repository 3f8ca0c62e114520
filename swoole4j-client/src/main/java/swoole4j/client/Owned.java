package swoole4j.client;

import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What a client has open, which is closed when nobody has the client any more. It must not know the client, which could never
 * be collected otherwise. Any thread.
 */
final class Owned<T> {
    private final AtomicReference<@Nullable T> current = new AtomicReference<>();
    private final Consumer<T> closer;

    private Owned(Consumer<T> closer) {
        this.closer = closer;
    }

    /** Makes one for a client. */
    static <T> Owned<T> by(Object owner, Consumer<T> closer) {
        Owned<T> made = new Owned<>(closer);
        HttpClient.CLEANER.register(owner, made::close);
        return made;
    }

    @Nullable
    T get() {
        return current.get();
    }

    void set(T opened) {
        current.set(opened);
    }

    /** Closes what is open; false when nothing is. */
    boolean close() {
        @Nullable T last = current.getAndSet(null);
        if (last == null) return false;
        closer.accept(last);
        return true;
    }
}

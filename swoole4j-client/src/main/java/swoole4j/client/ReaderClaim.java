package swoole4j.client;

import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import swoole4j.Coroutine;

/** Lets one caller at a time wait for what comes. Any thread. */
final class ReaderClaim {
    private final AtomicReference<@Nullable Integer> reader = new AtomicReference<>();

    /**
     * Claims reading for the caller.
     *
     * @param socket the number of the socket, -1 for none
     * @throws IllegalStateException when another one reads
     */
    void claim(int socket) {
        Integer self = Coroutine.getCid();
        Integer other = reader.compareAndExchange(null, self);
        if (other == null) return;
        throw new IllegalStateException("Socket#" + socket + " has already been bound to another coroutine#" + other
                + ", reading of the same socket in coroutine#" + self + " at the same time is not allowed");
    }

    /** Gives up what {@link #claim} has claimed. */
    void release() {
        reader.set(null);
    }
}

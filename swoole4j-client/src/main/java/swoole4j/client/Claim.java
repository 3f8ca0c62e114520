package swoole4j.client;

import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import swoole4j.Coroutine;

/** Lets one caller at a time use a direction of a socket. Any thread. */
final class Claim {
    private final String what;
    private final AtomicReference<@Nullable Integer> user = new AtomicReference<>();

    private Claim(String what) {
        this.what = what;
    }

    /** Makes one for those who wait for what comes. */
    static Claim reading() {
        return new Claim("reading");
    }

    /** Makes one for those who send. */
    static Claim writing() {
        return new Claim("writing");
    }

    /**
     * Claims it for the caller.
     *
     * @param socket the number of the socket, -1 for none
     * @throws IllegalStateException when another one uses it
     */
    void claim(int socket) {
        Integer self = Coroutine.getCid();
        Integer other = user.compareAndExchange(null, self);
        if (other == null) return;
        throw new IllegalStateException("Socket#" + socket + " has already been bound to another coroutine#" + other
                + ", " + what + " of the same socket in coroutine#" + self + " at the same time is not allowed");
    }

    /** Gives up what {@link #claim} has claimed. */
    void release() {
        user.set(null);
    }
}

package swoole4j.core.coroutine;

import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** Lets one caller at a time use a direction of a socket. Any thread. */
public final class Claim {
    private static final int OUTSIDE = -1;

    private final String what;
    private final AtomicReference<@Nullable Integer> user = new AtomicReference<>();

    private Claim(String what) {
        this.what = what;
    }

    /** Makes one for those who wait for what comes. */
    public static Claim reading() {
        return new Claim("reading");
    }

    /** Makes one for those who send. */
    public static Claim writing() {
        return new Claim("writing");
    }

    /** Claims it for the caller; false when another one uses it. */
    public boolean tryClaim() {
        return user.compareAndSet(null, self());
    }

    private static Integer self() {
        CoroutineState coroutine = CoroutineState.current();
        return coroutine == null ? OUTSIDE : coroutine.id();
    }

    /**
     * Claims it for the caller.
     *
     * @param socket the number of the socket, -1 for none
     * @throws IllegalStateException when another one uses it
     */
    public void claim(int socket) {
        Integer self = self();
        Integer other = user.compareAndExchange(null, self);
        if (other == null) return;
        throw new IllegalStateException("Socket#" + socket + " has already been bound to another coroutine#" + other
                + ", " + what + " of the same socket in coroutine#" + self + " at the same time is not allowed");
    }

    /** Gives up what {@link #claim} has claimed. */
    public void release() {
        user.set(null);
    }
}

package swoole4j.core.coroutine;

import org.jspecify.annotations.Nullable;

/**
 * What coroutine clients of this JVM do when they are told nothing else; a server's {@code set()} changes it at its start.
 * Any thread.
 *
 * @param dnsSeconds how long a name may take, 0 for ever, as with the others
 * @param connectSeconds how long a connection may take
 * @param readSeconds how long to wait for what a peer sends
 * @param writeSeconds how long to wait for a peer to take something
 * @param dnsServer who is asked for names, null for those whom the machine asks
 */
public record ClientDefaults(
        double dnsSeconds,
        double connectSeconds,
        double readSeconds,
        double writeSeconds,
        @Nullable String dnsServer) {
    /** Swoole's. */
    public static final ClientDefaults STANDARD = new ClientDefaults(60, 10, 60, 60, null);

    private static volatile ClientDefaults current = STANDARD;

    /** Returns those that hold now. */
    public static ClientDefaults current() {
        return current;
    }

    /** Makes these hold for what clients begin from here on. */
    public static void use(ClientDefaults defaults) {
        current = defaults;
    }
}

package swoole4j.client;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import swoole4j.Constants;
import swoole4j.client.config.ClientSettings;
import swoole4j.client.net.FailedException;
import swoole4j.client.net.SocketOption;
import swoole4j.client.net.Tunable;
import swoole4j.core.coroutine.ClientDefaults;

/** The options of the system's that a script has chosen for a socket, and the limits of time among them. Any thread. */
final class SystemOptions {
    private static final int INVALID = 22;
    private static final int NO_SUCH_OPTION = 92;
    private static final double MICROS = 1e6;

    private final Outcome outcome;
    private final Map<SocketOption, Integer> chosen = new ConcurrentHashMap<>();

    SystemOptions(Outcome outcome) {
        this.outcome = outcome;
    }

    /** Returns those with which a socket begins. */
    Map<SocketOption, Integer> chosen() {
        return chosen;
    }

    /** Returns the time limits of a general socket. */
    static Map<String, Double> usualTimes() {
        ClientDefaults defaults = ClientDefaults.current();
        return Map.of(
                "connect_timeout", limit(defaults.connectSeconds()),
                "read_timeout", limit(defaults.readSeconds()),
                "write_timeout", limit(defaults.writeSeconds()));
    }

    /** Here 0 is no limit, there the usual one. */
    private static double limit(double seconds) {
        return seconds == 0 ? -1 : seconds;
    }

    private static @Nullable String time(int level, int number) {
        if (level != Constants.SOL_SOCKET) return null;
        return switch (number) {
            case Constants.SO_RCVTIMEO -> "read_timeout";
            case Constants.SO_SNDTIMEO -> "write_timeout";
            default -> null;
        };
    }

    private static @Nullable Double seconds(Object value) {
        double seconds = switch (value) {
            case Number some -> some.doubleValue();
            case Map<?, ?> parts
            when parts.get("sec") instanceof Number whole && parts.get("usec") instanceof Number micros ->
                whole.doubleValue() + micros.doubleValue() / MICROS;
            default -> Double.NaN;
        };
        return Double.isNaN(seconds) || seconds < 0 ? null : (Double) limit(seconds);
    }

    /**
     * Sets one.
     *
     * @param now what has it already, or null
     * @param inherits whether it may be for sockets that are accepted later only
     */
    boolean set(Settings settings, @Nullable Tunable now, boolean inherits, int level, int number, Object value) {
        String time = time(level, number);
        SocketOption option = SocketOption.of(level, number);
        if (time == null && option == null) return unknown(level, number);
        Double seconds = time == null ? null : seconds(value);
        if (time != null && seconds != null) return settings.set(Map.of(time, seconds));
        Integer read = option == null ? null : option.read(value);
        if (option == null || read == null) {
            return outcome.failed(INVALID, "Invalid argument: value " + value + " of option " + number);
        }
        try {
            if (now != null && !now.set(option, read) && !inherits) return unknown(level, number);
            chosen.put(option, read);
            return true;
        } catch (FailedException e) {
            return outcome.failed(e);
        }
    }

    /** Takes times. */
    interface Settings {
        boolean set(Map<String, ?> times);
    }

    /** Returns one, or null. */
    @Nullable
    Object get(ClientSettings settings, @Nullable Tunable now, int level, int number) {
        if (time(level, number) != null) {
            return shown(number == Constants.SO_RCVTIMEO ? settings.readSeconds() : settings.writeSeconds());
        }
        SocketOption option = SocketOption.of(level, number);
        try {
            Integer value = option == null ? null : chosen.get(option);
            if (option != null && now != null) value = now.get(option);
            if (value != null && (value != SocketOption.NONE || option == SocketOption.LINGER)) return value;
            unknown(level, number);
        } catch (FailedException e) {
            outcome.failed(e);
        }
        return null;
    }

    private static Map<String, Object> shown(double seconds) {
        long micros = seconds < 0 ? 0 : Math.round(seconds * MICROS);
        return Map.of("sec", micros / (long) MICROS, "usec", micros % (long) MICROS);
    }

    private boolean unknown(int level, int number) {
        return outcome.failed(
                NO_SUCH_OPTION, "Protocol not available: option " + number + " of level " + level + " is not known");
    }
}

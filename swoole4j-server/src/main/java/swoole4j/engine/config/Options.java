package swoole4j.engine.config;

import java.util.Collections;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The options a server or port was given so far. Confined to the thread that sets the server up. */
public final class Options {
    private static final Logger log = LoggerFactory.getLogger(Options.class);

    private final EnumMap<Option, Object> values = new EnumMap<>(Option.class);
    private @Nullable Map<String, Object> given;

    /**
     * Merges options; an unknown key is kept and warned of.
     *
     * @param tls whether the files of a port with TLS have to be there already
     * @return false when document_root does not exist, which is logged; nothing is merged then
     * @throws swoole4j.SwooleException for a value that is not allowed; nothing is merged then
     */
    public boolean set(Map<String, ?> options, boolean tls) {
        EnumMap<Option, Object> parsed = new EnumMap<>(Option.class);
        options.forEach((key, value) -> {
            Option option = Option.of(key);
            if (option != null && value != null) parsed.put(option, OptionValue.parse(option, key, value));
        });
        if (tls) TlsSettings.requireFiles(parsed);
        if (!StaticSettings.check(parsed)) return false;
        Map<String, Object> all = given == null ? new LinkedHashMap<>() : given;
        options.forEach((key, value) -> {
            if (Option.of(key) == null) warnOfUnknown(key);
            all.put(key, value);
        });
        values.putAll(parsed);
        given = all;
        return true;
    }

    private static void warnOfUnknown(String key) {
        String nearest = Option.nearest(key);
        if (nearest == null) {
            log.warn("unsupported option [{}]", key);
        } else {
            log.warn("unsupported option [{}], did you mean {}?", key, nearest);
        }
    }

    /** Returns what was given, as it was given, or null before the first {@link #set}. */
    public @Nullable Map<String, Object> given() {
        return given == null ? null : Collections.unmodifiableMap(given);
    }

    /** Tells whether a value was given for the option. */
    boolean has(Option option) {
        return values.containsKey(option);
    }

    /** Returns what was given, checked and converted. */
    Map<Option, Object> values() {
        return values;
    }

    boolean truth(Option option) {
        return (Boolean) value(option);
    }

    /** Returns an option's value in the type that its kind is parsed to. */
    <T> T value(Option option, Class<T> type) {
        return type.cast(value(option));
    }

    long number(Option option) {
        return (Long) value(option);
    }

    double seconds(Option option) {
        return (Double) value(option);
    }

    String text(Option option) {
        return (String) value(option);
    }

    @SuppressWarnings("unchecked") // OptionValue made it a list of strings
    List<String> texts(Option option) {
        return (List<String>) value(option);
    }

    @Nullable
    String textOrNull(Option option) {
        return has(option) ? text(option) : null;
    }

    @SuppressWarnings("unchecked") // OptionValue made it a map of maps
    Map<String, Map<?, ?>> maps(Option option) {
        return (Map<String, Map<?, ?>>) value(option);
    }

    @SuppressWarnings("unchecked") // OptionValue made it a map of strings
    Map<String, String> pairs(Option option) {
        return (Map<String, String>) value(option);
    }

    private Object value(Option option) {
        Object value = values.getOrDefault(option, option.defaultValue);
        if (value == null) throw new IllegalStateException(option + " has no default");
        return value;
    }
}

package swoole4j.engine.config;

import java.util.Collections;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import swoole4j.SwooleException;
import swoole4j.core.coroutine.ClientDefaults;
import swoole4j.spi.ServerSpec;

/** The options a server or port was given so far. Confined to the thread that sets the server up. */
public final class Options {
    private static final Logger log = LoggerFactory.getLogger(Options.class);

    /** What a call of set() leaves out of these is as if it had never been given, as in Swoole. */
    private static final Set<Option> FORGOTTEN =
            EnumSet.of(Option.ENABLE_COROUTINE, Option.SEND_YIELD, Option.OPEN_TCP_NODELAY);

    private final boolean ofServer;
    private final EnumMap<Option, Object> values = new EnumMap<>(Option.class);
    private final Set<Option> warned = EnumSet.noneOf(Option.class);
    private @Nullable Map<String, Object> given;

    private Options(boolean ofServer) {
        this.ofServer = ofServer;
    }

    /** Creates the options of a server, which are its first port's too. */
    public Options() {
        this(true);
    }

    /** Creates the options of another port; what only a server can have does nothing there. */
    public static Options ofPort() {
        return new Options(false);
    }

    /**
     * Merges options. An unknown key is kept and warned of; so is one that does nothing.
     *
     * @param tls whether the files of a port with TLS have to be there already
     * @return false when document_root does not exist, which is logged; nothing is merged then
     * @throws SwooleException for a value that is not allowed; nothing is merged then
     */
    public boolean set(Map<String, ?> options, boolean tls) {
        EnumMap<Option, Object> parsed = new EnumMap<>(Option.class);
        options.forEach((key, value) -> {
            Option option = Option.of(key);
            if (option == null || value == null || !concerns(option)) return;
            if (option.verdict == Verdict.REJECTED) refuse(option, key, value);
            parsed.put(option, OptionValue.parse(option, key, value));
        });
        if (tls) TlsSettings.requireFiles(parsed);
        if (!StaticSettings.check(parsed)) return false;
        options.keySet().forEach(this::warn);
        for (Option option : FORGOTTEN) values.remove(option);
        values.putAll(parsed);
        if (given == null) given = new LinkedHashMap<>();
        given.putAll(options);
        return true;
    }

    private boolean concerns(Option option) {
        return ofServer || option.ofPort();
    }

    private static void refuse(Option option, String key, Object value) {
        if (OptionValue.isOn(value)) throw new SwooleException("option " + key + " is not supported: " + option.effect);
    }

    private void warn(String key) {
        Option option = Option.of(key);
        if (option == null) {
            String nearest = Option.nearest(key);
            log.warn("unsupported option [{}]{}", key, nearest == null ? "" : ", did you mean " + nearest + "?");
        } else if (!concerns(option) || !warned.add(option)) {
            return;
        } else if (option.verdict == Verdict.REMOVED) {
            log.warn("unsupported option [{}]: {}", key, option.effect);
        } else if (option.verdict == Verdict.IGNORED) {
            log.warn("option {} has no effect: {}", key, option.effect);
        }
    }

    /**
     * Returns these options as a coroutine server goes by them: its time limits are those of coroutine clients, and what only
     * a server with events has is off.
     */
    public Options ofCoroutines(ClientDefaults limits) {
        Options own = new Options(true);
        own.values.put(Option.MAX_IDLE_TIME, limits.readSeconds());
        own.values.put(Option.SEND_TIMEOUT, limits.writeSeconds());
        own.values.putAll(values);
        Stream.of(
                        Option.OPEN_HTTP_PROTOCOL,
                        Option.OPEN_WEBSOCKET_PROTOCOL,
                        Option.OPEN_EOF_CHECK,
                        Option.OPEN_EOF_SPLIT,
                        Option.OPEN_LENGTH_CHECK,
                        Option.OPEN_MQTT_PROTOCOL,
                        Option.OPEN_REDIS_PROTOCOL,
                        Option.ENABLE_COROUTINE,
                        Option.ENABLE_DELAY_RECEIVE,
                        Option.ENABLE_STATIC_HANDLER,
                        Option.SEND_YIELD,
                        Option.START_SESSION_ID,
                        Option.WORKER_NUM)
                .forEach(own.values::remove);
        return own;
    }

    /** Adds what is always known of a server once the server runs. */
    public void complete(ServerSettings settings, ServerSpec.Protocol protocol) {
        Map<String, Object> all = given == null ? new LinkedHashMap<>() : given;
        all.putIfAbsent(Option.WORKER_NUM.key(), settings.workers());
        all.putIfAbsent(Option.TASK_WORKER_NUM.key(), (int) number(Option.TASK_WORKER_NUM));
        all.putIfAbsent(Option.OUTPUT_BUFFER_SIZE.key(), settings.outputBufferSize());
        all.putIfAbsent(Option.MAX_CONNECTION.key(), settings.maxConnections());
        if (protocol != ServerSpec.Protocol.TCP) {
            all.put(Option.OPEN_HTTP_PROTOCOL.key(), true);
            all.put(Option.OPEN_MQTT_PROTOCOL.key(), false);
            all.put(Option.OPEN_EOF_CHECK.key(), false);
            all.put(Option.OPEN_LENGTH_CHECK.key(), false);
        }
        if (protocol == ServerSpec.Protocol.WEBSOCKET) all.put(Option.OPEN_WEBSOCKET_PROTOCOL.key(), true);
        given = all;
    }

    /** Returns what was given, as it was given, or null before the first {@link #set}. */
    public @Nullable Map<String, Object> given() {
        return given == null ? null : Collections.unmodifiableMap(given);
    }

    /** Returns what was given as text by key, but for callbacks and secrets; null before the first {@link #set}. */
    public @Nullable Map<String, String> texts() {
        if (given == null) return null;
        Map<String, String> texts = new TreeMap<>();
        values.forEach((option, value) -> {
            String text = OptionText.write(option, value);
            if (text != null) texts.put(option.key(), text);
        });
        return texts;
    }

    /**
     * Makes these options those of another process, but for its callbacks and secrets.
     *
     * @param texts its {@link #texts()}
     * @throws SwooleException when they are damaged
     */
    public void adopt(@Nullable Map<String, String> texts) {
        Map<String, String> own = Objects.requireNonNullElse(texts(), Map.of());
        Map<String, String> others = Objects.requireNonNullElse(texts, Map.of());
        Map<String, Object> all = given == null ? new LinkedHashMap<>() : given;
        for (String key : own.keySet()) {
            if (!others.containsKey(key)) forget(option(key), all);
        }
        others.forEach((key, text) -> {
            if (text.equals(own.get(key))) return;
            Option option = option(key);
            Object value = OptionText.read(option, text);
            forget(option, all);
            values.put(option, OptionValue.parse(option, key, value));
            all.put(key, value);
        });
        given = texts == null ? null : all;
    }

    private void forget(Option option, Map<String, Object> all) {
        values.remove(option);
        all.keySet().removeIf(key -> Option.of(key) == option);
    }

    private static Option option(String key) {
        Option option = Option.of(key);
        if (option == null) throw new SwooleException("there is no option " + key);
        return option;
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

    /**
     * Returns a function of the script, or null when none was given.
     *
     * @throws SwooleException when it is no such function
     */
    <F> @Nullable F function(Option option, Class<F> type) {
        Object given = values.get(option);
        if (given == null || type.isInstance(given)) return type.cast(given);
        throw new SwooleException(
                "option " + option.key() + ": " + given + " is not allowed, expected a " + type.getName());
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

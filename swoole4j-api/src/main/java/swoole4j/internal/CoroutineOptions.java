package swoole4j.internal;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import swoole4j.SwooleException;
import swoole4j.core.coroutine.ExitCondition;
import swoole4j.core.coroutine.Scheduler;

/** The options of {@link swoole4j.Coroutine#set}, for the whole JVM. Any thread. */
public final class CoroutineOptions {
    private static final String MAX = "max_coroutine";
    private static final String EXIT_CONDITION = "exit_condition";
    private static final int DEADLOCK_DEFAULT = 32;

    private static volatile Map<String, Object> options = Map.of();

    private CoroutineOptions() {}

    public static synchronized void set(Map<String, ?> added) {
        Map<String, Object> all = new LinkedHashMap<>(options);
        added.forEach((key, value) -> all.put(key.equals("max_coro_num") ? MAX : key, value));
        int most = most(all);
        if (added.containsKey(EXIT_CONDITION)) ExitCondition.set(condition(all.get(EXIT_CONDITION)));
        options = Collections.unmodifiableMap(all);
        Scheduler scheduler = Scheduler.current();
        if (scheduler != null && added.keySet().stream().anyMatch(key -> key.startsWith("max_coro"))) {
            scheduler.mostCoroutines(most);
        }
    }

    public static Map<String, Object> all() {
        return options;
    }

    public static int most() {
        return most(options);
    }

    private static int most(Map<String, Object> all) {
        Object value = all.getOrDefault(MAX, Scheduler.MOST_COROUTINES);
        if (value instanceof Number number && number.longValue() > 0 && number.longValue() <= Integer.MAX_VALUE) {
            return number.intValue();
        }
        throw new SwooleException(MAX + " must be a number from 1 on, got " + value);
    }

    private static @Nullable BooleanSupplier condition(@Nullable Object value) {
        if (value == null || value instanceof BooleanSupplier) return (BooleanSupplier) value;
        throw new SwooleException(EXIT_CONDITION + " must be a java.util.function.BooleanSupplier, got "
                + value.getClass().getName());
    }

    public static boolean isDeadlockChecked() {
        return is("enable_deadlock_check", true);
    }

    static boolean isDeadlockTraced() {
        return !is("deadlock_check_disable_trace", false);
    }

    static int deadlockLimit() {
        return number("deadlock_check_limit");
    }

    static int deadlockDepth() {
        return number("deadlock_check_depth");
    }

    private static boolean is(String key, boolean byDefault) {
        return options.getOrDefault(key, byDefault) instanceof Boolean is ? is : byDefault;
    }

    private static int number(String key) {
        return options.get(key) instanceof Number number && number.intValue() > 0
                ? number.intValue()
                : DEADLOCK_DEFAULT;
    }
}

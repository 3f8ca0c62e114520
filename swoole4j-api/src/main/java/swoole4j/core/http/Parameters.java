package swoole4j.core.http;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Collects the variables of a query string, a form or a Cookie header into nested maps with PHP's rules. Values are
 * texts or maps of the same kind; maps keep the order of insertion and have text keys even where PHP has a list, whose
 * keys are then {@code "0"}, {@code "1"} and so on ({@link #asList} turns such a map into a list). Confined to one
 * thread; the time it takes grows with the length of the input only.
 */
public final class Parameters {
    /** How many variables PHP accepts by default ({@code max_input_vars}). */
    public static final int MAX_VARIABLES = 1000;

    /** How many keys deep a variable can be ({@code max_input_nesting_level}); deeper ones are dropped. */
    public static final int MAX_NESTING = 64;

    private final ParameterMap root = new ParameterMap();
    private final int maxVariables;
    private final Consumer<String> warnings;
    private int count;
    private boolean warnedOfDepth;

    /**
     * Starts without variables.
     *
     * @param maxVariables how many are accepted; the rest is ignored with a warning
     * @param warnings receives PHP's text once per exceeded limit
     */
    public Parameters(int maxVariables, Consumer<String> warnings) {
        this.maxVariables = maxVariables;
        this.warnings = warnings;
    }

    /** The variables of a query string, without its question mark. */
    public static Map<String, Object> parse(String query, int maxVariables, Consumer<String> warnings) {
        byte[] bytes = query.getBytes(StandardCharsets.UTF_8);
        return parse(bytes, 0, bytes.length, maxVariables, warnings);
    }

    /** The variables of an {@code application/x-www-form-urlencoded} body that lies between two positions. */
    public static Map<String, Object> parse(
            byte[] body, int from, int to, int maxVariables, Consumer<String> warnings) {
        Parameters parameters = new Parameters(maxVariables, warnings);
        int start = from;
        boolean more = true;
        while (more && start < to) {
            int end = indexOf(body, '&', start, to);
            more = end == start || parameters.addPair(body, start, end);
            start = end + 1;
        }
        return parameters.map();
    }

    /**
     * Adds a variable; one of the same name and keys is replaced.
     *
     * @param name the decoded name with its brackets, such as {@code a[x][]}
     * @param value the decoded value
     * @return false if the limit is reached: this variable and all further ones are ignored
     */
    public boolean add(String name, String value) {
        return accept() && put(name, value, true);
    }

    /**
     * Adds a variable unless one of this very name is there, the rule of cookies.
     *
     * @return false if the limit is reached
     */
    boolean addFirst(String name, String value) {
        return accept() && put(name, value, false);
    }

    /** The variables so far; the same map on every call, free for the caller to change. */
    public Map<String, Object> map() {
        return root;
    }

    /**
     * Sees a map as the list it is in PHP.
     *
     * @return the values, or null if the keys are not 0, 1, 2 and so on in this order
     */
    public static @Nullable List<Object> asList(Map<String, Object> map) {
        int index = 0;
        for (String key : map.keySet()) {
            if (!key.equals(Integer.toString(index++))) {
                return null;
            }
        }
        return new ArrayList<>(map.values());
    }

    private boolean addPair(byte[] body, int start, int end) {
        int equals = indexOf(body, '=', start, end);
        String name = UrlCoding.decodeForm(body, start, equals);
        return add(name, equals == end ? "" : UrlCoding.decodeForm(body, equals + 1, end));
    }

    /** Counts one more variable; false, after the first time with a warning, if it is one too many. */
    boolean accept() {
        if (count < maxVariables) {
            count++;
            return true;
        }
        if (count == maxVariables) {
            count++;
            warnings.accept("Input variables exceeded " + maxVariables
                    + ". To increase the limit change max_input_vars in php.ini.");
        }
        return false;
    }

    /**
     * Stores a variable that was counted already.
     *
     * @param replace whether to replace one of the very same name without keys
     * @return true always
     */
    boolean put(String name, Object value, boolean replace) {
        FieldName field = FieldName.parse(name);
        if (field == null || (!replace && field.keys().isEmpty() && root.containsKey(field.variable()))) {
            return true;
        }
        if (field.tooDeep()) {
            root.remove(field.variable()); // PHP drops what was there as well
            warnOfDepth();
            return true;
        }
        ParameterMap map = root;
        String key = field.variable();
        for (String next : field.keys()) {
            ParameterMap child = map.child(key);
            if (child == null) {
                return true;
            }
            map = child;
            key = next;
        }
        map.store(key, value);
        return true;
    }

    private void warnOfDepth() {
        if (!warnedOfDepth) {
            warnedOfDepth = true;
            warnings.accept("Input variable nesting level exceeded " + MAX_NESTING
                    + ". To increase the limit change max_input_nesting_level in php.ini.");
        }
    }

    private static int indexOf(byte[] bytes, char wanted, int from, int to) {
        int i = from;
        while (i < to && bytes[i] != wanted) {
            i++;
        }
        return i;
    }

    /** A PHP array with text keys: knows the next free index. */
    private static final class ParameterMap extends LinkedHashMap<String, Object> {
        private static final long serialVersionUID = 1L;

        private long next; // negative when the highest index is taken

        ParameterMap() {
            super(4); // deep names make many maps with one entry
        }

        /** Stores at {@code key}, for null at the next free index if there is one. */
        void store(@Nullable String key, Object value) {
            if (key != null) {
                put(key, value);
                long index = index(key);
                next = next >= 0 && index >= next ? index + 1 : next;
            } else if (next >= 0) {
                put(Long.toString(next++), value);
            }
        }

        /** The map at {@code key}, made if there is none; null if a new index is wanted and none is free. */
        @Nullable
        ParameterMap child(@Nullable String key) {
            if (key != null && get(key) instanceof ParameterMap existing) {
                return existing;
            }
            if (key == null && next < 0) {
                return null;
            }
            ParameterMap child = new ParameterMap();
            store(key, child);
            return child;
        }

        /** The number that PHP makes of a key such as {@code 12}, or -1 for {@code 012}, {@code x} and negative ones. */
        private static long index(String key) {
            int length = key.length();
            if (length == 0 || length > 19 || (length > 1 && key.charAt(0) == '0')) {
                return -1;
            }
            long value = 0;
            for (int i = 0; i < length; i++) {
                int digit = key.charAt(i) - '0';
                if (digit < 0 || digit > 9) {
                    return -1;
                }
                value = value * 10 + digit; // 19 digits may overflow, once: the sign tells
            }
            return value < 0 ? -1 : value;
        }
    }
}

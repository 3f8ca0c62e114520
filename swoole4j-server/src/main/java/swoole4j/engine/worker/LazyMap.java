package swoole4j.engine.worker;

import java.util.AbstractMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A map that is made when somebody wants more than single values of it: most callbacks read one or two. Confined to one
 * thread.
 */
final class LazyMap extends AbstractMap<String, Object> {
    private final Supplier<Map<String, Object>> all;
    private final Function<String, @Nullable Object> one;
    private @Nullable Map<String, Object> made;

    /**
     * Creates the map.
     *
     * @param all makes the whole map
     * @param one finds what the whole map would have under a key, or null
     */
    LazyMap(Supplier<Map<String, Object>> all, Function<String, @Nullable Object> one) {
        this.all = all;
        this.one = one;
    }

    private Map<String, Object> whole() {
        Map<String, Object> map = made;
        if (map == null) {
            map = all.get();
            made = map;
        }
        return map;
    }

    @Override
    public @Nullable Object get(@Nullable Object key) {
        if (made != null) return made.get(key);
        return key instanceof String name ? one.apply(name) : null;
    }

    @Override
    public Object getOrDefault(@Nullable Object key, Object defaultValue) {
        Object value = get(key);
        return value == null ? defaultValue : value;
    }

    @Override
    public boolean containsKey(@Nullable Object key) {
        return get(key) != null;
    }

    @Override
    public @Nullable Object put(String key, Object value) {
        return whole().put(key, value);
    }

    @Override
    public @Nullable Object remove(@Nullable Object key) {
        return whole().remove(key);
    }

    @Override
    public int size() {
        return whole().size();
    }

    @Override
    public Set<Entry<String, Object>> entrySet() {
        return whole().entrySet();
    }
}

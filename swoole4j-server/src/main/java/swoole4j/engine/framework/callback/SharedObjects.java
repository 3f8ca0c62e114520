package swoole4j.engine.framework.callback;

import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import swoole4j.framework.Container;

/** The objects of an application, one of each class. For the thread that starts it. */
public final class SharedObjects implements Container {
    private final Container container;
    private final Map<Class<?>, Object> made = new HashMap<>();

    /** Creates the objects that {@code container} makes. */
    public SharedObjects(Container container) {
        this.container = container;
    }

    @Override
    public <T> T get(Class<T> type) {
        Object known = made.get(type);
        if (known == null) {
            known = fresh(type);
            made.put(type, known);
        }
        return type.cast(known);
    }

    /** Returns what the container makes for a class now, which is not kept. */
    public <T> T fresh(Class<T> type) {
        T made;
        try {
            made = container.get(type);
        } catch (RuntimeException e) {
            throw new IllegalArgumentException("class " + type.getName() + " cannot be made: " + e.getMessage(), e);
        }
        return Objects.requireNonNull(made, () -> "the container made nothing for class " + type.getName());
    }

    /**
     * Returns the class of a name, as {@link Class#getName} writes it.
     *
     * @throws IllegalArgumentException when there is none
     */
    public static Class<?> named(String name) {
        ClassLoader loader = Thread.currentThread().getContextClassLoader();
        try {
            return Class.forName(name, true, loader == null ? SharedObjects.class.getClassLoader() : loader);
        } catch (ClassNotFoundException | LinkageError e) {
            throw new IllegalArgumentException("there is no class " + name, e);
        }
    }
}

package swoole4j.engine.framework.callback;

import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import swoole4j.framework.Container;

/** Makes objects by the constructor without parameters. */
public final class ReflectiveContainer implements Container {
    /** Creates the container of an application that has no other. */
    public ReflectiveContainer() {}

    @Override
    public <T> T get(Class<T> type) {
        try {
            Constructor<T> constructor = type.getDeclaredConstructor();
            if (!constructor.trySetAccessible())
                throw new IllegalArgumentException("class " + type.getName() + " is not open to this module");
            return constructor.newInstance();
        } catch (NoSuchMethodException e) {
            throw new IllegalArgumentException(
                    "class " + type.getName() + " has no constructor without parameters: a Container can make it", e);
        } catch (InvocationTargetException e) {
            throw new IllegalArgumentException(
                    "the constructor of class " + type.getName() + " threw " + e.getCause(), e.getCause());
        } catch (ReflectiveOperationException e) {
            throw new IllegalArgumentException("class " + type.getName() + " cannot be made: " + e.getMessage(), e);
        }
    }
}

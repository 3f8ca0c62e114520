package swoole4j.engine.framework.callback;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandleProxies;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import swoole4j.server.Callback;

/** The method of an object as the callback of an event; looked up once. */
public final class MethodCallback {
    private MethodCallback() {}

    /**
     * Finds the public method of that name whose parameters are those of the event.
     *
     * @throws IllegalArgumentException when there is none
     */
    public static Callback of(AppCallback event, Object target, String name) {
        List<Method> named = Arrays.stream(target.getClass().getMethods())
                .filter(method -> method.getName().equals(name)
                        && !method.isBridge()
                        && method.getDeclaringClass() != Object.class)
                .toList();
        if (named.isEmpty())
            throw new IllegalArgumentException(
                    "class " + target.getClass().getName() + " has no public method " + name);
        for (Class<? extends Callback> shape : event.shapes()) {
            Method single = method(shape);
            for (Method method : named) {
                if (fits(method, single)) return proxy(adapted(shape, method), method, target);
            }
        }
        for (Method method : named) {
            if (method.getParameterCount() == 0) return proxy(Callback.Plain.class, method, target);
        }
        throw new IllegalArgumentException("method " + named.getFirst() + " does not fit: event " + event.swooleName()
                + " has the parameters "
                + Arrays.toString(method(event.shapes().getFirst()).getParameterTypes()));
    }

    private static Method method(Class<?> shape) {
        return Arrays.stream(shape.getMethods())
                .filter(method -> Modifier.isAbstract(method.getModifiers()))
                .findFirst()
                .orElseThrow();
    }

    /** A parameter may be a narrower type, such as a server's, than what the event says. */
    private static boolean fits(Method method, Method single) {
        Class<?>[] taken = method.getParameterTypes();
        Class<?>[] given = single.getParameterTypes();
        if (taken.length != given.length) return false;
        for (int i = 0; i < taken.length; i++) {
            if (!taken[i].isAssignableFrom(given[i]) && !isNarrower(taken[i], given[i])) return false;
        }
        return true;
    }

    private static boolean isNarrower(Class<?> taken, Class<?> given) {
        return !taken.isPrimitive() && given.isAssignableFrom(taken);
    }

    /** A task's value counts, so that a method without one is another shape. */
    private static Class<? extends Callback> adapted(Class<? extends Callback> shape, Method method) {
        if (method.getReturnType() != void.class) return shape;
        if (shape == Callback.OnTask.class) return Callback.OnTaskOnly.class;
        return shape == Callback.OnTaskObject.class ? Callback.OnTaskObjectOnly.class : shape;
    }

    private static <C extends Callback> C proxy(Class<C> shape, Method method, @Nullable Object target) {
        try {
            if (!method.trySetAccessible())
                throw new IllegalArgumentException("method " + method + " cannot be called: its class is not public");
            MethodHandle handle = MethodHandles.lookup().unreflect(method);
            if (!Modifier.isStatic(method.getModifiers())) handle = handle.bindTo(target);
            Method single = method(shape);
            MethodType type = MethodType.methodType(single.getReturnType(), single.getParameterTypes());
            return MethodHandleProxies.asInterfaceInstance(shape, handle.asType(type));
        } catch (IllegalAccessException e) {
            throw new IllegalArgumentException("method " + method + " cannot be called", e);
        }
    }
}

package swoole4j.framework.dispatcher;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.InaccessibleObjectException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The methods of a class of controllers that messages may call. Looked up once for each class. */
final class ActionMethods {
    private static final MethodType SHAPE = MethodType.methodType(void.class, WsController.class, Call.class);
    private static final Set<String> NEVER = Stream.of(WsController.class, Object.class)
            .flatMap(type -> Arrays.stream(type.getDeclaredMethods()))
            .map(Method::getName)
            .collect(Collectors.toUnmodifiableSet());
    private static final ClassValue<ActionMethods> OF_CLASS = new ClassValue<>() {
        @Override
        protected ActionMethods computeValue(Class<?> type) {
            return new ActionMethods(type);
        }
    };

    private final Map<String, MethodHandle> handles;

    private ActionMethods(Class<?> type) {
        Map<String, Method> found = new HashMap<>();
        for (Class<?> at = type; at != null && at != WsController.class; at = at.getSuperclass()) {
            for (Method method : at.getDeclaredMethods()) {
                if (isAction(method)) found.merge(method.getName(), method, ActionMethods::overriding);
            }
        }
        Map<String, MethodHandle> made = new HashMap<>();
        found.forEach((name, method) -> made.put(name, handle(method)));
        handles = Map.copyOf(made);
    }

    /**
     * Returns those of a class.
     *
     * @throws IllegalStateException when two methods would be the same action, or one cannot be called from here
     */
    static ActionMethods of(Class<? extends WsController> type) {
        return OF_CLASS.get(type);
    }

    /** Returns the action of that name, or null. */
    @Nullable
    Action action(WsController object, String name) {
        MethodHandle handle = handles.get(name);
        return handle == null ? null : call -> invoke(handle, object, call);
    }

    private static void invoke(MethodHandle handle, WsController object, Call call) throws Exception {
        try {
            handle.invokeExact(object, call);
        } catch (Exception | Error e) {
            throw e;
        } catch (Throwable e) { // a class that is neither: only code that was not compiled by javac throws one
            throw new IllegalStateException(e);
        }
    }

    private static boolean isAction(Method method) {
        int parameters = method.getParameterCount();
        boolean fits = parameters == 0 || (parameters == 1 && method.getParameterTypes()[0] == Call.class);
        int modifiers = method.getModifiers();
        boolean visible = Modifier.isPublic(modifiers) && !Modifier.isStatic(modifiers) && !method.isSynthetic();
        return fits && visible && !NEVER.contains(method.getName());
    }

    /** The one of the subclass came first; calling it calls the right one. */
    private static Method overriding(Method first, Method second) {
        if (first.getParameterCount() == second.getParameterCount()) return first;
        throw new IllegalStateException("the action " + first.getName() + " is two methods: " + first + ", " + second);
    }

    private static MethodHandle handle(Method method) {
        try {
            method.setAccessible(true); // the class of a script is not public
            MethodHandle handle = MethodHandles.lookup().unreflect(method);
            if (method.getParameterCount() == 0) handle = MethodHandles.dropArguments(handle, 1, Call.class);
            return handle.asType(SHAPE);
        } catch (IllegalAccessException | InaccessibleObjectException e) {
            throw new IllegalStateException(
                    "the action " + method + " cannot be called: its package must be open to swoole4j.server", e);
        }
    }
}

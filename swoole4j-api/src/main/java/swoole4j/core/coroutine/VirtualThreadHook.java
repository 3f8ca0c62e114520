package swoole4j.core.coroutine;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.invoke.VarHandle;
import java.lang.reflect.Constructor;
import java.lang.reflect.Method;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * The one place that uses what the JDK does not publish yet: a virtual thread with a scheduler of one's own, and the carrier
 * of the current thread. Needs {@code --add-opens java.base/java.lang=swoole4j.api} (or {@code =ALL-UNNAMED} on the class
 * path); without it {@link #AVAILABLE} is false and nothing throws.
 */
final class VirtualThreadHook {
    /** Thread.NO_INHERIT_THREAD_LOCALS. */
    private static final int NO_INHERIT_THREAD_LOCALS = 1 << 2;

    private static final @Nullable MethodHandle NEW_THREAD = constructor();
    private static final @Nullable MethodHandle CURRENT_CARRIER = currentCarrier();

    private static final @Nullable VarHandle CONTINUATION = continuation();
    private static final @Nullable VarHandle LOCALS = locals("threadLocals");
    private static final @Nullable VarHandle INHERITABLE_LOCALS = locals("inheritableThreadLocals");

    static final boolean AVAILABLE = NEW_THREAD != null
            && CURRENT_CARRIER != null
            && LOCALS != null
            && INHERITABLE_LOCALS != null
            && !Boolean.getBoolean("swoole4j.disableCarrier");

    static {
        // By default the first coroutine that reads a socket starts the JDK's poller threads as coroutines of its own
        // worker, which would then stand between every other worker and its sockets.
        if (AVAILABLE && System.getProperty("jdk.pollerMode") == null) System.setProperty("jdk.pollerMode", "1");
    }

    private VirtualThreadHook() {}

    /** Creates an unstarted virtual thread whose continuation is handed to {@code scheduler}. */
    static Thread newThread(Executor scheduler, String name, Runnable body) {
        try {
            return (Thread) handle(NEW_THREAD).invokeExact(scheduler, name, NO_INHERIT_THREAD_LOCALS, body);
        } catch (Throwable e) {
            throw rethrow(e);
        }
    }

    /** Returns the platform thread that carries the caller, which is the caller itself when it is a platform thread. */
    static Thread currentCarrierThread() {
        try {
            return (Thread) handle(CURRENT_CARRIER).invokeExact();
        } catch (Throwable e) {
            throw rethrow(e);
        }
    }

    /** Returns what a virtual thread hands to its scheduler whenever it can go on; null when that cannot be told. */
    static @Nullable Runnable continuation(Thread thread) {
        return CONTINUATION == null ? null : (Runnable) CONTINUATION.get(thread);
    }

    private static @Nullable VarHandle continuation() {
        try {
            Class<?> type = Class.forName("java.lang.VirtualThread");
            return MethodHandles.privateLookupIn(type, MethodHandles.lookup())
                    .findVarHandle(type, "runContinuation", Runnable.class);
        } catch (ReflectiveOperationException | RuntimeException _) {
            return null;
        }
    }

    /** Tells whether the thread has used thread-local variables. */
    static boolean hasLocals(Thread thread) {
        return LOCALS == null
                || INHERITABLE_LOCALS == null
                || LOCALS.get(thread) != null
                || INHERITABLE_LOCALS.get(thread) != null;
    }

    private static @Nullable VarHandle locals(String field) {
        try {
            Class<?> map = Class.forName("java.lang.ThreadLocal$ThreadLocalMap");
            return MethodHandles.privateLookupIn(Thread.class, MethodHandles.lookup())
                    .findVarHandle(Thread.class, field, map);
        } catch (ReflectiveOperationException | RuntimeException _) {
            return null;
        }
    }

    private static MethodHandle handle(@Nullable MethodHandle handle) {
        if (handle == null) throw new IllegalStateException("the JDK's virtual thread scheduler hook is not open");
        return handle;
    }

    private static @Nullable MethodHandle constructor() {
        try {
            Class<?> type = Class.forName("java.lang.VirtualThread");
            Constructor<?> constructor =
                    type.getDeclaredConstructor(Executor.class, String.class, int.class, Runnable.class);
            if (!constructor.trySetAccessible()) return null;
            return MethodHandles.lookup()
                    .unreflectConstructor(constructor)
                    .asType(MethodType.methodType(
                            Thread.class, Executor.class, String.class, int.class, Runnable.class));
        } catch (ReflectiveOperationException | RuntimeException _) {
            return null;
        }
    }

    private static @Nullable MethodHandle currentCarrier() {
        try {
            Method method = Thread.class.getDeclaredMethod("currentCarrierThread");
            return method.trySetAccessible() ? MethodHandles.lookup().unreflect(method) : null;
        } catch (ReflectiveOperationException | RuntimeException _) {
            return null;
        }
    }

    private static RuntimeException rethrow(Throwable e) {
        if (e instanceof Error error) throw error;
        if (e instanceof RuntimeException runtime) throw runtime;
        throw new IllegalStateException(e);
    }
}

package swoole4j.internal;

import java.lang.reflect.Method;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * The exit codes of the JVM's child processes. The JDK tells them to who has the {@link Process}; to others only by what it does not
 * publish, which the flag for coroutines opens, too. Any thread.
 */
public final class Children {
    private static final @Nullable Method COMPLETION = completion();

    private Children() {}

    /** Tells whether exit codes can be had without the {@link Process}. */
    public static boolean areKnown() {
        return COMPLETION != null;
    }

    /** Is completed with the exit code of a child that runs; negative when it was reaped meanwhile. */
    @SuppressWarnings("unchecked")
    public static CompletableFuture<Integer> exit(ProcessHandle child) {
        Method completion = COMPLETION;
        if (completion == null) throw new IllegalStateException("exit codes are not known");
        try {
            return (CompletableFuture<Integer>) completion.invoke(null, child.pid(), false);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    private static @Nullable Method completion() {
        try {
            Method method = Class.forName("java.lang.ProcessHandleImpl")
                    .getDeclaredMethod("completion", long.class, boolean.class);
            return method.trySetAccessible() ? method : null;
        } catch (ReflectiveOperationException | RuntimeException _) {
            return null;
        }
    }

    /** Returns how a process ended, as Swoole does. */
    public static Map<String, Object> result(long pid, int exit) {
        Map<String, Object> result = new LinkedHashMap<>();
        result.put("pid", (int) pid);
        Command.putExit(result, exit);
        return result;
    }
}

package swoole4j.internal;

import java.util.List;
import java.util.stream.Stream;
import swoole4j.core.coroutine.CoroutineState;

/** Where a coroutine is, without the frames that every coroutine has. */
public final class BackTrace {
    private static final List<String> INNER = List.of(
            "java.lang.Thread",
            "java.lang.VirtualThread",
            "java.lang.System$1",
            "java.util.concurrent.locks.LockSupport",
            "jdk.internal.",
            "swoole4j.core.coroutine.");

    private BackTrace() {}

    public static List<StackTraceElement> of(CoroutineState coroutine, int limit) {
        Stream<StackTraceElement> frames = Stream.of(coroutine.stack()).filter(frame -> !isInner(frame));
        return (limit > 0 ? frames.limit(limit) : frames).toList();
    }

    private static boolean isInner(StackTraceElement frame) {
        String type = frame.getClassName();
        return INNER.stream().anyMatch(type::startsWith);
    }

    /** Returns it in PHP's form. */
    public static String text(List<StackTraceElement> frames) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < frames.size(); i++) {
            StackTraceElement frame = frames.get(i);
            text.append('#').append(i).append("  ");
            text.append(frame.getFileName())
                    .append('(')
                    .append(frame.getLineNumber())
                    .append("): ");
            text.append(frame.getClassName())
                    .append('.')
                    .append(frame.getMethodName())
                    .append("()\n");
        }
        return text.toString();
    }
}

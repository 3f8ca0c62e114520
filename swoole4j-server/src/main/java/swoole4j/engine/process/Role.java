package swoole4j.engine.process;

import java.util.Locale;

/** What a child JVM is. */
public enum Role {
    /** It runs the callbacks of connections. */
    EVENT,
    /** It runs tasks. */
    TASK,
    /** It runs a process of {@code addProcess}. */
    USER;

    /** Returns its name in logs and in the environment. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}

package swoole4j.internal;

import java.util.List;
import swoole4j.core.coroutine.CoroutineState;
import swoole4j.core.coroutine.Scheduler;

/** What is printed when every coroutine waits for another one. */
public final class Deadlock {
    private static final String LINE = "=".repeat(67) + "\n";

    private Deadlock() {}

    public static String report(Scheduler scheduler) {
        StringBuilder text = new StringBuilder("\n");
        text.append(LINE);
        text.append(" [FATAL ERROR]: all coroutines (count: ").append(scheduler.count());
        text.append(") are asleep - deadlock!\n");
        text.append(LINE);
        if (!CoroutineOptions.isDeadlockTraced()) return text.toString();
        List<CoroutineState> all = scheduler.coroutines().all();
        for (CoroutineState coroutine : all.subList(0, Math.min(all.size(), CoroutineOptions.deadlockLimit()))) {
            text.append("\n [Coroutine-").append(coroutine.id()).append("]\n");
            text.append("-".repeat(68)).append('\n');
            text.append(BackTrace.text(BackTrace.of(coroutine, CoroutineOptions.deadlockDepth())));
            text.append('\n');
        }
        return text.toString();
    }
}

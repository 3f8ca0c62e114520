package swoole4j.engine.worker;

import java.util.ArrayDeque;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import swoole4j.core.coroutine.CoroutineState;
import swoole4j.core.coroutine.Scheduler;

/** Runs tasks one after another, each in a coroutine of its own when the one before has ended. Worker-confined. */
final class SerialQueue {
    private final Scheduler scheduler;
    private final ArrayDeque<Runnable> waiting = new ArrayDeque<>();
    private boolean running;

    SerialQueue(Scheduler scheduler) {
        this.scheduler = scheduler;
    }

    void add(Runnable task) {
        synchronized (waiting) { // the fallback scheduler's loop and coroutines are different threads
            waiting.add(task);
            if (running) return;
            running = true;
        }
        goOn();
    }

    private void goOn() {
        Runnable task = next();
        if (task == null) return;
        scheduler.start(() -> {
            Objects.requireNonNull(CoroutineState.running()).endings().atLast(this::goOn);
            task.run();
        });
    }

    private @Nullable Runnable next() {
        synchronized (waiting) {
            Runnable task = waiting.poll();
            if (task == null) running = false;
            return task;
        }
    }
}

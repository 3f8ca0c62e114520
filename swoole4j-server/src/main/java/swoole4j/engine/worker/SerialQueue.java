package swoole4j.engine.worker;

import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;
import swoole4j.core.coroutine.Scheduler;

/** Runs tasks one after another in a coroutine, each when the one before has ended. Worker-confined. */
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
        scheduler.start(this::drain);
    }

    private void drain() {
        boolean over = false;
        try {
            Runnable task;
            while ((task = next()) != null) task.run();
            over = true;
        } finally {
            if (!over) scheduler.start(this::drain); // what threw ends alone
        }
    }

    private @Nullable Runnable next() {
        synchronized (waiting) {
            Runnable task = waiting.poll();
            if (task == null) running = false;
            return task;
        }
    }
}

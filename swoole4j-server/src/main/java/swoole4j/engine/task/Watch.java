package swoole4j.engine.task;

import java.util.function.Consumer;
import swoole4j.Coroutine;
import swoole4j.core.coroutine.Scheduler;
import swoole4j.engine.config.TaskSettings;
import swoole4j.engine.worker.ServerContext;
import swoole4j.engine.worker.Services;

/** Gives the scheduler of a task worker or user process its limits, its server, and those who look after its failures. */
record Watch(ServerContext context, Services services, TaskSettings settings, Object owner)
        implements Consumer<Scheduler> {
    @Override
    public void accept(Scheduler scheduler) {
        scheduler.mostCoroutines(context.settings().maxCoroutines());
        scheduler.owner(owner);
        // One without coroutines has a single one, which runs when it is stopped by force.
        boolean checksDeadlock = settings.coroutines() && context.settings().deadlockCheck();
        if (checksDeadlock) scheduler.onDismissal(Coroutine::deadlockCheck);
        services.watch(scheduler);
    }
}

package swoole4j.engine.task;

import swoole4j.SwooleException;
import swoole4j.engine.config.TaskSettings;
import swoole4j.engine.link.Postbox;
import swoole4j.engine.link.shared.PostBook;
import swoole4j.engine.worker.Callbacks;
import swoole4j.engine.worker.LifeEvents;
import swoole4j.engine.worker.ServerContext;
import swoole4j.engine.worker.Services;

/** How one process of a server whose workers are processes gives tasks and sends messages, and what those workers get need. Any thread. */
public final class DistantTasks {
    final ServerContext context;
    final TaskSettings settings;
    final LifeEvents events;
    final Callbacks callbacks;
    final TaskCallbacks called;
    final TaskInvoker invoker;
    final Callers callers;
    final DistantPost post;
    final Watch watch;
    final int incarnation;
    /** How many workers of all kinds there are. */
    final int workers;

    private final TaskSystem system;

    /**
     * Creates it.
     *
     * @param userProcesses how many there are
     * @param owner the server, as the schedulers of its workers name it
     * @param incarnation of this process, 0 for the master
     * @throws SwooleException when there are to be task workers and the event task has no callback
     */
    public DistantTasks(
            ServerContext context,
            Services services,
            LifeEvents events,
            Callbacks callbacks,
            TaskSettings settings,
            int userProcesses,
            Object owner,
            Postbox box,
            PostBook book,
            int incarnation) {
        int eventWorkers = context.workers().count();
        this.context = context;
        this.settings = settings;
        this.events = events;
        this.callbacks = callbacks;
        this.incarnation = incarnation;
        this.workers = eventWorkers + settings.workers() + userProcesses;
        this.called = TaskCallbacks.of(callbacks, settings);
        this.invoker = new TaskInvoker(services.invoker());
        this.callers = new Callers(context.workers(), owner);
        this.post = new DistantPost(box, book, settings, eventWorkers, incarnation);
        this.watch = new Watch(context, services, settings, owner);
        this.system = new TaskSystem(
                callers,
                post,
                new Tasks(callers, post, settings, context.settings().coroutines(), context.clockMicros()),
                new Messages(callers, post, eventWorkers, called.pipeMessage() != null, context.clockMicros()),
                eventWorkers,
                userProcesses);
    }

    /** Returns how tasks are given and messages sent. */
    public TaskSystem system() {
        return system;
    }
}

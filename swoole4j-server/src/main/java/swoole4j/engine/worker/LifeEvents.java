package swoole4j.engine.worker;

import swoole4j.server.Callback;

/** Calls the events of servers and workers. Each method runs its callback in the calling thread. */
public final class LifeEvents {
    private final Callbacks callbacks;
    private final Invoker invoker;

    /** Creates the calls for the callbacks of a server. */
    public LifeEvents(Callbacks callbacks, Services services) {
        this.callbacks = callbacks;
        this.invoker = services.invoker();
    }

    /** Calls an event of the server or of a worker; {@code id} is the worker's. */
    public void call(EventKind kind, int id) {
        Callback callback = callbacks.get(kind);
        if (callback != null) invoker.id(kind.name(), callback, id);
    }

    /** Calls workerError for a worker of this process. */
    public void failed(int worker, int exitCode) {
        failed(worker, (int) ProcessHandle.current().pid(), exitCode, 0);
    }

    /** Calls workerError. */
    public void failed(int worker, int pid, int exitCode, int signal) {
        Callback callback = callbacks.get(EventKind.WORKER_ERROR);
        if (callback != null) invoker.workerError(callback, worker, pid, exitCode, signal);
    }
}

package swoole4j.engine;

import swoole4j.SwooleError;
import swoole4j.core.coroutine.LastError;
import swoole4j.spi.WorkersHandle;

/** What a script asks of the workers. Any thread. */
final class WorkerControl implements WorkersHandle {
    private static final int NONE = -1;

    private final ServerCore server;

    WorkerControl(ServerCore server) {
        this.server = server;
    }

    @Override
    public int workerId() {
        Running running = server.running();
        return running == null ? NONE : running.tasks().workerId();
    }

    @Override
    public boolean taskworker() {
        Running running = server.running();
        return running != null && running.tasks().isTaskWorker();
    }

    @Override
    public int status(int worker) {
        Running running = server.live();
        int id = worker == NONE ? workerId() : worker;
        if (running == null || !isWorker(running, id)) return NONE;
        return isTaskWorker(running, id) ? running.tasks().status(id) : running.status(id);
    }

    @Override
    public int pid(int worker) {
        Running running = server.live();
        int id = worker == NONE ? workerId() : worker;
        if (running == null || !isWorker(running, id)) return NONE;
        int pid = running.pid(id);
        return pid == 0 ? NONE : pid;
    }

    @Override
    public int masterPid() {
        Running running = server.running();
        return running == null ? 0 : running.masterPid();
    }

    @Override
    public int managerPid() {
        Running running = server.running();
        return running == null || running.isSingle() ? 0 : running.masterPid();
    }

    @Override
    public int workerPid() {
        return server.running() == null ? 0 : pid();
    }

    private static int pid() {
        return (int) ProcessHandle.current().pid();
    }

    private static boolean isWorker(Running running, int id) {
        return id >= 0
                && id < running.context().workers().count() + running.tasks().taskWorkers();
    }

    private static boolean isTaskWorker(Running running, int id) {
        return id >= running.context().workers().count();
    }

    @Override
    public boolean reload(boolean onlyTasks) {
        Running running = server.live();
        return running != null && running.reload(onlyTasks);
    }

    @Override
    public boolean stop(int worker) {
        Running running = server.live();
        if (running == null) return false;
        int id = worker == NONE ? workerId() : worker;
        if (!isWorker(running, id)) {
            LastError.set((worker == NONE ? SwooleError.WRONG_OPERATION : SwooleError.INVALID_PARAMS).number());
            return false;
        }
        if (running.isSingle()) return running.shutdown();
        running.restart(id);
        return true;
    }
}

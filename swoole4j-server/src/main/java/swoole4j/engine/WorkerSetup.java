package swoole4j.engine;

import java.util.List;
import swoole4j.Process;
import swoole4j.Server;
import swoole4j.engine.config.ServerSettings;
import swoole4j.engine.config.TaskSettings;
import swoole4j.engine.process.Identity;
import swoole4j.engine.worker.Callbacks;
import swoole4j.engine.worker.ServerContext;

/** What a program has set up that runs as a worker process. */
record WorkerSetup(
        Server facade,
        Identity identity,
        ServerSettings settings,
        List<ServerContext.Port> ports,
        Callbacks callbacks,
        TaskSettings tasks,
        List<Process> processes) {
    int incarnation() {
        return Math.toIntExact(identity.incarnation());
    }

    /** Returns the number of the first user process among all workers. */
    int firstUserProcess() {
        return settings.workers() + tasks.workers();
    }
}

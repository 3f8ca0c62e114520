package swoole4j.engine;

import java.util.concurrent.Executor;
import swoole4j.core.coroutine.Scheduler;
import swoole4j.engine.link.ConnectionState;
import swoole4j.engine.worker.EventWorkers;

/**
 * The one worker of a coroutine server, which may have another number where it belongs. Any thread.
 *
 * @param scheduler of whoever started the server
 * @param areReactors whether the server shares the loop of that
 */
record SoleWorker(Scheduler scheduler, boolean areReactors) implements EventWorkers {
    @Override
    public int count() {
        return 1;
    }

    @Override
    public Scheduler scheduler(int worker) {
        return scheduler;
    }

    @Override
    public Executor executor(int worker) {
        return scheduler::start;
    }

    @Override
    public int home(ConnectionState connection) {
        return 0;
    }

    @Override
    public boolean areStable() {
        return true;
    }
}

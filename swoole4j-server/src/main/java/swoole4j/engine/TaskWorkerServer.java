package swoole4j.engine;

import swoole4j.core.coroutine.Scheduler;
import swoole4j.engine.link.FromWorker;
import swoole4j.engine.link.Mail;
import swoole4j.engine.link.Receipt;
import swoole4j.engine.task.TaskProcess;

/** The process of a task worker, which has a thread of its own: what a task sends leaves while the task runs. Any thread. */
final class TaskWorkerServer extends WorkerServer {
    /** The links are no worker's. */
    private static final int NO_WORKER = -1;

    private final TaskProcess worker;

    TaskWorkerServer(WorkerSetup setup) {
        super(
                setup,
                NO_WORKER,
                (_, staff) -> new DistantWorkers(
                        setup.settings().workers(), setup.settings().dispatchMode(), staff, false));
        if (!setup.tasks().coroutines()) cells.countStatus();
        this.worker = new TaskProcess(identity.id(), tasks, this::limitReached);
        var unused = worker.gone().thenRun(() -> flushAndEnd(0));
    }

    @Override
    void connected() {
        worker.start();
        worker.whenBegun(() -> control.say(new FromWorker.Ready()));
    }

    @Override
    void turned() {
        cells.turn(RunningServer.nowMicros());
    }

    @Override
    public void mail(Mail mail, Receipt receipt) {
        worker.receive(mail, receipt);
    }

    @Override
    Scheduler commanded() {
        return worker.scheduler();
    }

    private void limitReached() {
        control.leave();
        restart(identity.id());
    }

    @Override
    void stop() {
        control.leave();
        worker.stop();
    }
}

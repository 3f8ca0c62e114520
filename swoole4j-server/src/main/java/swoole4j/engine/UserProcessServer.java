package swoole4j.engine;

import swoole4j.SwooleException;
import swoole4j.engine.link.FromWorker;
import swoole4j.engine.link.Mail;
import swoole4j.engine.link.Receipt;
import swoole4j.engine.task.LoneProcess;

/** The process of {@code addProcess}; it ends with the status of its code. Any thread. */
final class UserProcessServer extends WorkerServer {
    private static final int NO_WORKER = -1;

    private final LoneProcess process;

    UserProcessServer(WorkerSetup setup) {
        super(
                setup,
                NO_WORKER,
                (_, staff) -> new DistantWorkers(
                        setup.settings().workers(), setup.settings().dispatchMode(), staff, false));
        cells.countStatus();
        int index = identity.id() - setup.firstUserProcess();
        if (index >= setup.processes().size()) {
            throw new SwooleException(
                    "this program has added " + setup.processes().size()
                            + " processes, its master more: the code was changed while the server ran, which has to be started"
                            + " again");
        }
        this.process = new LoneProcess(identity.id(), setup.processes().get(index), tasks);
        var unused = process.gone().thenAccept(this::flushAndEnd);
    }

    @Override
    void connected() {
        control.say(new FromWorker.Ready());
        process.start();
    }

    @Override
    void turned() {
        cells.turn(RunningServer.nowMicros());
    }

    @Override
    public void mail(Mail mail, Receipt receipt) {
        throw new IllegalStateException("mail came to a user process");
    }

    @Override
    void stop() {
        process.terminate();
    }
}

package swoole4j.engine;

import swoole4j.engine.link.FromMaster;
import swoole4j.engine.link.FromWorker;
import swoole4j.engine.link.Mail;
import swoole4j.engine.link.Receipt;
import swoole4j.engine.task.MailRoom;
import swoole4j.engine.worker.Dispatcher;
import swoole4j.engine.worker.RequestLimit;

/** The process of an event worker, whose callbacks run where its links to the master do. Any thread. */
final class EventWorkerServer extends WorkerServer {
    private final Dispatcher dispatcher;
    private final ProcessWorker worker;
    private final MailRoom mail;

    EventWorkerServer(WorkerSetup setup) {
        OwnWorker[] own = new OwnWorker[1];
        super(setup, setup.identity().id(), (scheduler, staff) -> {
            own[0] = new OwnWorker(
                    scheduler, setup.settings().workers(), setup.settings().dispatchMode(), staff);
            return own[0];
        });
        if (!setup.settings().coroutines()) cells.countStatus();
        scheduler.mostCoroutines(setup.settings().maxCoroutines());
        RequestLimit limit = new RequestLimit(setup.settings(), this::limitReached);
        this.dispatcher = new Dispatcher(context, scheduler, services, limit, links);
        links.worker(dispatcher);
        this.worker = new ProcessWorker(context, services, events, scheduler, dispatcher, links, control, loop);
        own[0].put(worker);
        this.mail = new MailRoom(tasks, scheduler);
        var unused = worker.ended().thenRun(() -> ended(0));
    }

    @Override
    void connected() {
        scheduler.start(worker::begin);
        scheduler.start(() -> control.say(new FromWorker.Ready())); // workerStart has ended or waits for something
    }

    @Override
    void turned() {
        staff.turn(worker.status(), scheduler.count(), scheduler.peak(), dispatcher.requests());
        cells.turn(RunningServer.nowMicros());
    }

    @Override
    void waited() {
        staff.say(worker.isExiting() ? EventWorker.EXITING : EventWorker.BUSY);
    }

    @Override
    public void told(FromMaster message) {
        if (message instanceof FromMaster.Returned(Mail.Result result)) mail.returned(result);
        super.told(message);
    }

    @Override
    public void mail(Mail message, Receipt receipt) {
        mail.receive(message, receipt);
    }

    private void limitReached() {
        worker.pause();
        restart(identity.id());
    }

    @Override
    void stop() {
        worker.stop();
    }

    @Override
    void loopEnded() {
        worker.end();
    }

    @Override
    public int status(int id) {
        return id == identity.id() ? worker.status() : super.status(id);
    }
}

package swoole4j.engine.link.socket;

import io.netty.channel.Channel;
import io.netty.channel.IoEventLoop;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.nio.NioIoHandler;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BiConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import swoole4j.engine.link.FromMaster;
import swoole4j.engine.link.FromWorker;
import swoole4j.engine.link.Mail;
import swoole4j.engine.link.Postbox;
import swoole4j.engine.link.encoding.ControlFrames;
import swoole4j.engine.link.encoding.FrameSink;
import swoole4j.engine.link.encoding.MalformedFrameException;
import swoole4j.engine.link.shared.PostBook;
import swoole4j.engine.link.shared.WorkerCells;

/** Where the master and its worker processes talk to each other, and mail of workers for others passes. A loop on a thread of its own. Any thread. */
public final class ControlServer implements Postbox {
    private static final Logger log = LoggerFactory.getLogger(ControlServer.class);
    private static final Berth.Form<Mail> MAIL = new Berth.Form<>() {
        @Override
        public void event(int place, Mail mail, FrameSink out) {
            ControlFrames.mail(place, mail, out);
        }

        @Override
        public void leave(FrameSink out) {
            ControlFrames.encode(new FromMaster.Leave(), out);
        }
    };

    private final MultiThreadIoEventLoopGroup group;
    private final IoEventLoop loop;
    private final int row;
    private final BiConsumer<Integer, FromWorker> receiver;
    private final PostOffice office;
    private final Processes processes;
    private final AtomicLong posted = new AtomicLong();
    private final AtomicLong postedBytes = new AtomicLong();

    /**
     * Listens.
     *
     * @param eventWorkers how many event workers there are; numbered behind them are {@code taskWorkers}
     * @param row where processes note in their cells what mail they begin
     * @param receiver gets the incarnation of a process and what it says beside mail, in the loop
     * @throws IOException when that is not possible
     */
    public ControlServer(
            Path folder,
            String secret,
            int eventWorkers,
            int taskWorkers,
            PostBook book,
            int row,
            BiConsumer<Integer, FromWorker> receiver)
            throws IOException {
        this.row = row;
        this.receiver = receiver;
        this.office = new PostOffice(eventWorkers, taskWorkers, book);
        this.processes = new Processes(secret, office.outlets());
        ThreadFactory threads = task -> new Thread(task, "swoole4j-control");
        IoHandlerFactory io = Epoll.isAvailable() ? EpollIoHandler.newFactory() : NioIoHandler.newFactory();
        this.group = new MultiThreadIoEventLoopGroup(1, threads, io);
        this.loop = group.next();
        try {
            processes.listen(loop, address(folder));
        } catch (IOException e) {
            close();
            throw e;
        }
    }

    static Path address(Path folder) {
        return folder.resolve("control");
    }

    private void run(Runnable step) {
        try {
            loop.execute(step);
        } catch (RejectedExecutionException _) {
            // the server has ended
        }
    }

    /** A process is about to be started. */
    public void expect(int incarnation, int worker, WorkerCells cells) {
        run(() -> processes.expect(incarnation, worker, cells));
    }

    /** Lets a process have the mail of its worker; {@code done} is told when it does. */
    public void moveTo(int incarnation, Runnable done) {
        run(() -> processes.moveTo(incarnation, done));
    }

    /** A process has ended; {@code done} is told when all that it said before is read. */
    public void forget(int incarnation, Runnable done) {
        run(() -> processes.forget(incarnation, done));
    }

    /** Says something to a process, unless it is not there. */
    public void say(int incarnation, FromMaster message) {
        run(() -> {
            if (!tell(incarnation, message)) log.debug("process {} is not there to be told {}", incarnation, message);
        });
    }

    private boolean tell(int incarnation, FromMaster message) {
        Pipe pipe = processes.pipe(incarnation);
        if (pipe == null) return false;
        ControlFrames.encode(message, pipe.sink());
        pipe.flush();
        return true;
    }

    /** Posts something of the master's own. */
    @Override
    public void post(Mail mail) {
        run(() -> {
            posted.incrementAndGet();
            postedBytes.addAndGet(mail.size());
            accept(mail);
        });
    }

    @Override
    public long takenMail() {
        return posted.get();
    }

    @Override
    public long takenMailBytes() {
        return postedBytes.get();
    }

    private void accept(Mail mail) {
        if (mail instanceof Mail.Result result && result.awaited()) {
            // whoever has waited is gone with its process
            tell(result.giver().incarnation(), new FromMaster.Returned(result));
        } else {
            office.accept(mail);
        }
    }

    /** Listens no more, hangs up and ends the loop. */
    public void close() {
        run(processes::close);
        group.shutdownGracefully(0, 1, TimeUnit.SECONDS);
    }

    /** The processes that are connected. */
    private final class Processes extends Quay<Mail> {
        Processes(String secret, List<Outlet<Mail>> outlets) {
            super(secret, outlets);
        }

        @Override
        Arrival arrival(Channel channel) {
            return new Worker(channel);
        }

        @Override
        Berth<Mail> berth(int incarnation, WorkerCells cells, Pipe pipe) {
            return new Berth<>(MAIL, row, loop::execute, incarnation, cells, pipe);
        }

        private final class Worker extends Arrival {
            Worker(Channel channel) {
                super(channel);
            }

            @Override
            void take(ByteBuffer frame) throws MalformedFrameException {
                FromWorker message = ControlFrames.fromWorker(frame);
                if (message instanceof FromWorker.Hello(String secret, int worker, int incarnation)) {
                    hello(secret, worker, incarnation);
                }
                Berth<Mail> known = berth;
                if (known == null || isStranger()) return;
                switch (message) {
                    case FromWorker.Posted(Mail mail) -> {
                        known.cells().takeMail(mail.size());
                        accept(mail);
                    }
                    case FromWorker.Begun(int place) -> {
                        Mail mail = known.at(place);
                        if (mail != null) office.begun(mail);
                    }
                    case FromWorker.Settled(int place) -> {
                        Mail mail = known.at(place);
                        known.settled(place);
                        if (mail != null) office.over(mail);
                    }
                    case FromWorker.Left _ -> left();
                    default -> receiver.accept(known.incarnation(), message);
                }
            }

            @Override
            void taken(WorkerCells cells) {}

            @Override
            void gone(int incarnation, List<Mail> lost) {
                lost.forEach(office::over);
            }
        }
    }
}

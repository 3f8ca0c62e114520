package swoole4j.engine.dispatch;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.IntUnaryOperator;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import swoole4j.SwooleError;
import swoole4j.engine.link.ConnectionState;
import swoole4j.engine.link.ToWorker;

/** Chooses the worker of an event as {@code dispatch_mode} says. Any thread. */
public abstract sealed class Dispatch {
    private static final Logger log = LoggerFactory.getLogger(Dispatch.class);

    final WorkerLoads workers;

    private Dispatch(WorkerLoads workers) {
        this.workers = workers;
    }

    /**
     * Returns the dispatch of a mode; modes that Swoole does not know are preemptive, as there.
     *
     * @param nanos a clock for what is logged once per second
     */
    public static Dispatch of(int mode, WorkerLoads workers, LongSupplier nanos) {
        return switch (mode) {
            case 1 -> new RoundRobin(workers);
            case 2 -> new BySlot(workers);
            case 4 -> new ByAddress(workers);
            case 5 -> new ByUser(workers);
            case 8 -> new Sticky(workers);
            case 9 -> new Least(workers, workers::coroutines);
            case 10 -> new Least(workers, workers::requests);
            default -> new Preemptive(workers, nanos);
        };
    }

    /** Returns the worker of a connection's next event. */
    public abstract int worker(ConnectionState connection);

    /** Returns the worker of what no client sent, which no rotation counts. */
    public int home(ConnectionState connection) {
        return connection.socketFd() % workers.count();
    }

    /** Returns the worker of a datagram: without a connection the peer's address is what counts. */
    public int worker(ToWorker.Datagram datagram) {
        return (int) (AddressHash.ofPeer(datagram.address()) % workers.count());
    }

    /** Tells whether a mode gives all events of a connection to one worker, and so in order, with connect and close among them. */
    public static boolean isStable(int mode) {
        return mode == 2 || mode == 4 || mode == 8;
    }

    /** Mode 1: each event the next worker. */
    private static final class RoundRobin extends Dispatch {
        private final AtomicInteger next = new AtomicInteger();

        RoundRobin(WorkerLoads workers) {
            super(workers);
        }

        @Override
        public int worker(ConnectionState connection) {
            return next();
        }

        @Override
        public int worker(ToWorker.Datagram datagram) {
            return next();
        }

        private int next() {
            return Integer.remainderUnsigned(next.getAndIncrement(), workers.count());
        }
    }

    /** Mode 2: by socket_fd. */
    private static final class BySlot extends Dispatch {
        BySlot(WorkerLoads workers) {
            super(workers);
        }

        @Override
        public int worker(ConnectionState connection) {
            return connection.socketFd() % workers.count();
        }
    }

    /** Mode 3: a worker that is idle, from a rotating one on. */
    private static final class Preemptive extends Dispatch {
        private final AtomicInteger next = new AtomicInteger();
        private final AtomicLong quietUntil;
        private final LongSupplier nanos;

        Preemptive(WorkerLoads workers, LongSupplier nanos) {
            super(workers);
            this.nanos = nanos;
            this.quietUntil = new AtomicLong(nanos.getAsLong());
        }

        @Override
        public int worker(ConnectionState connection) {
            return idle();
        }

        @Override
        public int worker(ToWorker.Datagram datagram) {
            return idle();
        }

        private int idle() {
            int count = workers.count();
            int worker = 0;
            for (int tries = 0; tries <= count; tries++) {
                worker = Integer.remainderUnsigned(next.getAndIncrement(), count);
                if (workers.isIdle(worker)) return worker;
            }
            warn();
            return worker;
        }

        private void warn() {
            long now = nanos.getAsLong();
            long quiet = quietUntil.get();
            if (now - quiet < 0 || !quietUntil.compareAndSet(quiet, now + TimeUnit.SECONDS.toNanos(1))) return;
            log.warn("No idle worker is available (ERRNO {})", SwooleError.SERVER_NO_IDLE_WORKER.number());
        }
    }

    /** Mode 4: by the peer's address. */
    private static final class ByAddress extends Dispatch {
        ByAddress(WorkerLoads workers) {
            super(workers);
        }

        @Override
        public int home(ConnectionState connection) {
            return worker(connection);
        }

        @Override
        public int worker(ConnectionState connection) {
            return (int) (AddressHash.of(connection.address().remoteIp()) % workers.count());
        }

        @Override
        public int worker(ToWorker.Datagram datagram) {
            return (int) (AddressHash.of(datagram.address()) % workers.count());
        }
    }

    /** Mode 5: by what {@code bind()} was given, until then by socket_fd. */
    private static final class ByUser extends Dispatch {
        ByUser(WorkerLoads workers) {
            super(workers);
        }

        @Override
        public int worker(ConnectionState connection) {
            long uid = connection.uid();
            return (int) ((uid == 0 ? connection.socketFd() : uid) % workers.count());
        }
    }

    /** Mode 8: for ever the worker that had the fewest coroutines at the first event. */
    private static final class Sticky extends Dispatch {
        private final Dispatch choice;

        Sticky(WorkerLoads workers) {
            super(workers);
            this.choice = new Least(workers, workers::coroutines);
        }

        @Override
        public int home(ConnectionState connection) {
            return worker(connection);
        }

        @Override
        public int worker(ConnectionState connection) {
            int known = connection.worker();
            return known >= 0 ? known : connection.stickTo(choice.worker(connection));
        }

        @Override
        public int worker(ToWorker.Datagram datagram) {
            return choice.worker(datagram);
        }
    }

    /** Modes 9 and 10: each event the worker that has the least to do, the first one of several. */
    private static final class Least extends Dispatch {
        private final IntUnaryOperator load;

        Least(WorkerLoads workers, IntUnaryOperator load) {
            super(workers);
            this.load = load;
        }

        @Override
        public int worker(ConnectionState connection) {
            return least();
        }

        @Override
        public int worker(ToWorker.Datagram datagram) {
            return least();
        }

        private int least() {
            int best = 0;
            int least = load.applyAsInt(0);
            for (int worker = 1; worker < workers.count() && least > 0; worker++) {
                int its = load.applyAsInt(worker);
                if (its >= least) continue;
                best = worker;
                least = its;
            }
            return best;
        }
    }
}

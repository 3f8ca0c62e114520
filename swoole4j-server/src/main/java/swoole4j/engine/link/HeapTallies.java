package swoole4j.engine.link;

import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Stream;

/** Counts of a server whose workers are threads of one process. Any thread. */
public final class HeapTallies implements Tallies {
    private final List<Tally> workers;
    private final AtomicLong inWork = new AtomicLong();
    private final LongAdder elsewhere = new LongAdder();
    private final AtomicReference<Reloads> reloads = new AtomicReference<>(new Reloads(0, 0));
    private final long startSeconds;

    /** Creates them for so many event workers. */
    public HeapTallies(int workers, long startSeconds) {
        this.workers = Stream.<Tally>generate(HeapTally::new).limit(workers).toList();
        this.startSeconds = startSeconds;
    }

    @Override
    public Tally worker(int id) {
        return workers.get(id);
    }

    @Override
    public Crowd crowd() {
        return new Crowd() {
            @Override
            public boolean enter(long most) {
                if (inWork.incrementAndGet() <= most) return true;
                inWork.decrementAndGet();
                return false;
            }

            @Override
            public void leave() {
                inWork.decrementAndGet();
            }
        };
    }

    @Override
    public void responseElsewhere() {
        elsewhere.increment();
    }

    @Override
    public long responsesElsewhere() {
        return elsewhere.sum();
    }

    @Override
    public void reload(long seconds) {
        reloads.updateAndGet(before -> new Reloads(before.count() + 1, seconds));
    }

    @Override
    public Reloads reloads() {
        return reloads.get();
    }

    @Override
    public long startSeconds() {
        return startSeconds;
    }

    private static final class HeapTally implements Tally {
        private final AtomicLong dispatched = new AtomicLong();
        private final AtomicLong requests = new AtomicLong();
        private final AtomicLong responses = new AtomicLong();
        private final AtomicLong inWork = new AtomicLong();

        @Override
        public long dispatched() {
            return dispatched.getOpaque();
        }

        @Override
        public long requests() {
            return requests.getOpaque();
        }

        @Override
        public long responses() {
            return responses.getOpaque();
        }

        @Override
        public long inWork() {
            return inWork.getOpaque();
        }

        @Override
        public void dispatch() {
            dispatched.getAndIncrement();
        }

        @Override
        public void response() {
            responses.getAndIncrement();
        }

        @Override
        public void request() {
            requests.getAndIncrement();
        }

        @Override
        public void enter() {
            inWork.getAndIncrement();
        }

        @Override
        public void leave() {
            inWork.getAndDecrement();
        }
    }
}

package swoole4j.engine.worker;

import java.util.concurrent.atomic.AtomicLong;

/** What one worker did so far. Written by the worker alone, read by any thread. */
public final class WorkerStatistics {
    private final AtomicLong dispatched = new AtomicLong();
    private final AtomicLong requests = new AtomicLong();
    private final AtomicLong responses = new AtomicLong();
    private final AtomicLong inWork = new AtomicLong();

    WorkerStatistics() {}

    /** Returns how many events came to the worker. */
    public long dispatched() {
        return dispatched.getOpaque();
    }

    /** Returns how many receive, packet, request and message callbacks have returned. */
    public long requests() {
        return requests.getOpaque();
    }

    /** Returns how often its callbacks sent something. */
    public long responses() {
        return responses.getOpaque();
    }

    /** Returns how many HTTP requests are in work. */
    public long inWork() {
        return inWork.getOpaque();
    }

    void dispatch() {
        add(dispatched, 1);
    }

    void response() {
        add(responses, 1);
    }

    /** A callback that counts as a request has returned. */
    void request() {
        add(requests, 1);
    }

    /** An HTTP request comes into work. */
    void enter() {
        add(inWork, 1);
    }

    /** An HTTP request is no longer in work. */
    void leave() {
        add(inWork, -1);
    }

    /** There is one writer, so nothing has to be atomic. */
    private static void add(AtomicLong counter, long more) {
        counter.setOpaque(counter.getPlain() + more);
    }
}

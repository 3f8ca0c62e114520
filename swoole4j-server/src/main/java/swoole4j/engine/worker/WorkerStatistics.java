package swoole4j.engine.worker;

import java.util.concurrent.atomic.AtomicLong;

/** What the workers of one id did so far: one that is renewed may still end its callbacks beside its successor. Any thread. */
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
        dispatched.getAndIncrement();
    }

    void response() {
        responses.getAndIncrement();
    }

    /** A callback that counts as a request has returned. */
    void request() {
        requests.getAndIncrement();
    }

    /** An HTTP request comes into work. */
    void enter() {
        inWork.getAndIncrement();
    }

    /** An HTTP request is no longer in work. */
    void leave() {
        inWork.getAndDecrement();
    }
}

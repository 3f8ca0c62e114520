package swoole4j.engine.link.socket;

import swoole4j.core.coroutine.LoopEngine.StandaloneLoop;
import swoole4j.core.coroutine.Poller;

/** The loop of a worker process: its I/O, the links to the reactors, and a note of each turn for the master. */
public final class LinkLoop implements Poller {
    private final StandaloneLoop loop;
    private final MasterLinks links;
    private final Runnable turned;
    private final Runnable waited;
    private final Runnable ended;
    private volatile boolean waiting;

    /**
     * Creates the loop.
     *
     * @param turned is called once per turn
     * @param waited is called in a turn that could wait, when it waits no more
     * @param ended is called behind the last turn
     */
    public LinkLoop(StandaloneLoop loop, MasterLinks links, Runnable turned, Runnable waited, Runnable ended) {
        this.waited = waited;
        this.loop = loop;
        this.links = links;
        this.turned = turned;
        this.ended = ended;
        links.onDirty(this::written);
    }

    @Override
    public void around(Runnable body) {
        loop.around(() -> {
            try {
                body.run();
            } finally {
                links.flush();
            }
        });
        ended.run();
    }

    @Override
    public void flush() {
        links.flush();
    }

    @Override
    public boolean turn(boolean mayWait) {
        turned.run();
        waiting = mayWait;
        try {
            return loop.turn(mayWait && !links.isDirty());
        } finally {
            waiting = false;
            if (mayWait) waited.run();
        }
    }

    /** A coroutine may run although the loop waits for I/O: the JDK's selector lets go of the carrier. */
    private void written() {
        if (!waiting) return;
        waiting = false;
        loop.wakeup();
    }

    @Override
    public void wakeup() {
        loop.wakeup();
    }

    /** Ends the loop. Any thread. */
    public void stop() {
        loop.stop();
    }
}

package swoole4j.engine.link;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/** Facts in fields. */
public final class HeapFacts implements Facts {
    private static final VarHandle END = handle("end", int.class);
    private static final VarHandle UNSENT = handle("unsent", long.class);
    private static final VarHandle UID = handle("uid", long.class);
    private static final VarHandle WORKER = handle("worker", int.class);
    private static final VarHandle FULL = handle("full", boolean.class);
    private static final VarHandle WATCHED = handle("watched", boolean.class);

    private volatile int websocketStatus;
    private volatile int end;
    private volatile long uid;
    private volatile int worker = -1;
    private volatile long unsent;
    private volatile boolean protection;
    private volatile boolean watched;
    private volatile boolean full;
    private volatile boolean lost;
    private volatile int violation;
    private volatile boolean multiplexed;

    // Plain, since a value that is a little old does no harm.
    private long lastReceived;
    private long lastSent;
    private long lastDispatched;

    /** Creates the facts of a connection that begins. */
    public HeapFacts() {}

    private static VarHandle handle(String field, Class<?> type) {
        try {
            return MethodHandles.lookup().findVarHandle(HeapFacts.class, field, type);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    @Override
    public int worker() {
        return worker;
    }

    @Override
    public int stickTo(int chosen) {
        return WORKER.compareAndSet(this, -1, chosen) ? chosen : worker;
    }

    @Override
    public int end() {
        return end;
    }

    @Override
    public boolean end(int how) {
        return END.compareAndSet(this, OPEN, how);
    }

    @Override
    public boolean isLost() {
        return lost;
    }

    @Override
    public void lose() {
        lost = true;
    }

    @Override
    public boolean isMultiplexed() {
        return multiplexed;
    }

    @Override
    public void multiplex() {
        multiplexed = true;
    }

    @Override
    public int websocketStatus() {
        return websocketStatus;
    }

    @Override
    public void websocketStatus(int status) {
        websocketStatus = status;
    }

    @Override
    public long uid() {
        return uid;
    }

    @Override
    public boolean bind(long id) {
        return UID.compareAndSet(this, 0L, id);
    }

    @Override
    public boolean isProtected() {
        return protection;
    }

    @Override
    public void protect(boolean on) {
        protection = on;
    }

    @Override
    public int violation() {
        return violation;
    }

    @Override
    public void violation(int error) {
        violation = error;
    }

    @Override
    public long unsent() {
        return unsent;
    }

    @Override
    public long addUnsent(long bytes) {
        return (long) UNSENT.getAndAdd(this, bytes) + bytes;
    }

    @Override
    public boolean watch() {
        return WATCHED.compareAndSet(this, false, true);
    }

    @Override
    public boolean unwatch() {
        return watched && WATCHED.compareAndSet(this, true, false);
    }

    @Override
    public boolean beFull() {
        return FULL.compareAndSet(this, false, true);
    }

    @Override
    public boolean beEmpty() {
        return full && FULL.compareAndSet(this, true, false);
    }

    @Override
    public long lastReceived() {
        return lastReceived;
    }

    @Override
    public void received(long micros) {
        lastReceived = micros;
    }

    @Override
    public long lastSent() {
        return lastSent;
    }

    @Override
    public void sent(long micros) {
        lastSent = micros;
    }

    @Override
    public long lastDispatched() {
        return lastDispatched;
    }

    @Override
    public void dispatched(long micros) {
        lastDispatched = micros;
    }
}

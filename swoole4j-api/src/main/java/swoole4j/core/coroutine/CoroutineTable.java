package swoole4j.core.coroutine;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The coroutines of one worker by their numbers. Changed by the worker alone; read from outside without a lock when the worker
 * stands still, so what is read there may be a little old and must not be trusted to end.
 *
 * <p>Numbers count up, so the low bits of a number spread coroutines evenly, and one that ends is found at once.
 */
public final class CoroutineTable {
    private static final int SMALLEST = 64;
    private static final int MOST_LOOKED_AT = 10_000;
    private static final StackTraceElement[] NONE = {};

    private @Nullable CoroutineState[] slots = new CoroutineState[SMALLEST];
    private int size;
    private int lastId;
    private int foreign;
    private int foreignLimit = SMALLEST;

    /** A coroutine begins to exist. */
    void add(CoroutineState coroutine, int parent, long now) {
        int id = ++lastId;
        coroutine.registered(id, parent, now);
        if (size++ >= slots.length) grow();
        int slot = id & (slots.length - 1);
        coroutine.chained = slots[slot];
        slots[slot] = coroutine;
    }

    private void grow() {
        @Nullable CoroutineState[] bigger = new CoroutineState[2 * slots.length];
        for (CoroutineState coroutine : all()) {
            int slot = coroutine.id & (bigger.length - 1);
            coroutine.chained = bigger[slot];
            bigger[slot] = coroutine;
        }
        slots = bigger;
    }

    /** A coroutine ends. */
    void remove(CoroutineState coroutine) {
        int slot = coroutine.id & (slots.length - 1);
        CoroutineState before = null;
        for (CoroutineState found = slots[slot]; found != null; before = found, found = found.chained) {
            if (found != coroutine) continue;
            if (before == null) {
                slots[slot] = found.chained;
            } else {
                before.chained = found.chained;
            }
            size--;
            return;
        }
    }

    /** A thread that something of the JDK started in a coroutine asks for its number. Nobody tells its end. */
    void adopt(CoroutineState thread) {
        if (++foreign > foreignLimit) {
            for (CoroutineState known : all()) {
                if (known.isForeign() && !known.thread().isAlive()) {
                    remove(known);
                    foreign--;
                }
            }
            foreignLimit = Math.max(SMALLEST, 2 * foreign);
        }
        add(thread, CoroutineState.NO_PARENT, System.nanoTime());
    }

    /** Returns the coroutine of that number, or null when there is none. */
    public @Nullable CoroutineState find(int id) {
        for (CoroutineState found = slots[id & (slots.length - 1)]; found != null; found = found.chained) {
            if (found.id == id) return found.isForeign() && !found.thread().isAlive() ? null : found;
        }
        return null;
    }

    /** Returns all, in no order. */
    public List<CoroutineState> all() {
        int most = 2 * size + SMALLEST; // or else, where others change it meanwhile, there may be no end
        List<CoroutineState> all = new ArrayList<>(size);
        for (CoroutineState first : slots) {
            for (CoroutineState next = first; next != null && all.size() < most; next = next.chained) all.add(next);
        }
        return all;
    }

    /** Returns the last number given, 0 when there was none. */
    public int lastId() {
        return lastId;
    }

    /** Returns the stack of the one that is on the carrier, the carrier's own one when none is found. Any thread. */
    StackTraceElement[] running(Thread carrier, Thread loop) {
        StackTraceElement[] own = mounted(loop);
        if (own.length > 0) return own;
        int looked = 0;
        for (CoroutineState first : slots) {
            for (CoroutineState next = first; next != null && looked < MOST_LOOKED_AT; next = next.chained, looked++) {
                Thread thread = next.boundThread();
                StackTraceElement[] stack = thread == null ? NONE : mounted(thread);
                if (stack.length > 0) return stack;
            }
        }
        return carrier.getStackTrace();
    }

    /** One that is ready shows no stack or where it gave way; one that waits is not runnable, unless it is pinned. */
    private static StackTraceElement[] mounted(Thread thread) {
        Thread.State state = thread.getState();
        if (state == Thread.State.NEW || state == Thread.State.TERMINATED) return NONE;
        StackTraceElement[] stack = thread.getStackTrace();
        if (stack.length == 0) return NONE;
        String top = stack[0].getClassName();
        boolean inScheduler = top.equals("java.lang.VirtualThread") || top.startsWith("jdk.internal.vm.Continuation");
        boolean pinned = inScheduler && stack[0].getMethodName().contains("OnCarrier");
        return pinned || (state == Thread.State.RUNNABLE && !inScheduler) ? stack : NONE;
    }
}

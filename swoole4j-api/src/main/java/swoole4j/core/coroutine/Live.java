package swoole4j.core.coroutine;

import org.jspecify.annotations.Nullable;

/**
 * The virtual threads of one carrier, so that somebody can look for the one that holds it. Changed on the carrier alone; read
 * from outside without a lock, when it stands still, so what is read may be a little old and must not be trusted to end.
 */
final class Live {
    private static final int MOST_LOOKED_AT = 10_000;
    private static final StackTraceElement[] NONE = {};

    private @Nullable Entry first;

    /** One thread. */
    static final class Entry {
        final Thread thread = Thread.currentThread();

        @Nullable
        Entry before;

        @Nullable
        Entry after;
    }

    /** The calling thread begins. */
    Entry enter() {
        Entry entry = new Entry();
        Entry next = first;
        entry.after = next;
        if (next != null) next.before = entry;
        first = entry;
        return entry;
    }

    /** The calling thread ends. */
    void leave(Entry entry) {
        Entry before = entry.before;
        Entry after = entry.after;
        if (before == null) {
            first = after;
        } else {
            before.after = after;
        }
        if (after != null) after.before = before;
    }

    /** Returns the stack of the thread that is on the carrier, the carrier's own one when none is found. */
    StackTraceElement[] running(Thread carrier) {
        int looked = 0;
        for (Entry entry = first; entry != null && looked < MOST_LOOKED_AT; entry = entry.after, looked++) {
            StackTraceElement[] stack = isMounted(entry.thread);
            if (stack.length > 0) return stack;
        }
        return carrier.getStackTrace();
    }

    /** One that is ready shows no stack or where it gave way; one that waits is not runnable, unless it is pinned. */
    private static StackTraceElement[] isMounted(Thread thread) {
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

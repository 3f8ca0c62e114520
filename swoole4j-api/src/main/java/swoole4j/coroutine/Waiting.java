package swoole4j.coroutine;

import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import swoole4j.SwooleError;
import swoole4j.core.coroutine.CoroutineState;
import swoole4j.core.coroutine.LastError;
import swoole4j.core.coroutine.Suspension;
import swoole4j.internal.Children;
import swoole4j.internal.Seconds;

/** A coroutine that waits for the end of a process. */
final class Waiting {
    private static final Logger log = LoggerFactory.getLogger(System.class);
    /** {@code ECHILD}. */
    private static final int NO_CHILD = 10;

    private final CoroutineState waiter;
    private final Thread thread;
    private final AtomicReference<@Nullable Map<String, Object>> result = new AtomicReference<>();

    private Waiting(CoroutineState waiter) {
        this.waiter = waiter;
        this.thread = waiter.thread();
    }

    static @Nullable Map<String, Object> forChildren(String what, Stream<ProcessHandle> some, double timeout) {
        CoroutineState waiter = CoroutineState.required(what);
        if (!Children.areKnown()) {
            log.warn("{}: exit codes of children cannot be had without the JVM flag for coroutines", what);
            LastError.set(SwooleError.OPERATION_NOT_SUPPORT.number());
            return null;
        }
        List<ProcessHandle> children = some.toList();
        Waiting waiting = new Waiting(waiter);
        List<CompletableFuture<Void>> ends = children.stream()
                .map(child -> Children.exit(child).thenAccept(exit -> waiting.ended(child.pid(), exit)))
                .toList();
        boolean lost = !ends.isEmpty() && ends.stream().allMatch(CompletableFuture::isDone);
        if (ends.isEmpty() || (lost && waiting.result.get() == null)) {
            LastError.set(NO_CHILD);
            return null;
        }
        return waiting.await(timeout);
    }

    static @Nullable Map<String, Object> forProcess(Process process, double timeout) {
        Waiting waiting = new Waiting(CoroutineState.required("System.waitPid"));
        var unused = process.onExit().thenAccept(ended -> waiting.ended(ended.pid(), ended.exitValue()));
        return waiting.await(timeout);
    }

    private void ended(long pid, int exit) {
        if (exit < 0) return; // somebody else knows
        if (result.compareAndSet(null, Children.result(pid, exit))) LockSupport.unpark(thread);
    }

    private @Nullable Map<String, Object> await(double timeout) {
        Suspension end = waiter.await(() -> result.get() != null, Seconds.nanos(timeout));
        if (end == Suspension.TIMED_OUT) LastError.set(SwooleError.CO_TIMEDOUT.number());
        return end == Suspension.DONE ? result.get() : null;
    }
}

package swoole4j;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import swoole4j.core.coroutine.CoroutineState;
import swoole4j.core.coroutine.LastError;
import swoole4j.core.coroutine.Scheduler;
import swoole4j.core.coroutine.Suspension;
import swoole4j.coroutine.CanceledException;
import swoole4j.coroutine.TimeoutException;
import swoole4j.internal.BackTrace;
import swoole4j.internal.CoroutineFacts;
import swoole4j.internal.CoroutineOptions;
import swoole4j.internal.Deadlock;
import swoole4j.internal.Gathering;
import swoole4j.internal.Joining;
import swoole4j.internal.Seconds;
import swoole4j.internal.Uncaught;
import swoole4j.server.Callback;

/**
 * Coroutines, counterpart of {@code Swoole\Coroutine} and of the functions in that namespace: virtual threads that take turns
 * on their worker's one thread.
 *
 * <p>Two coroutines of one worker never run at the same time, and a coroutine gives way only where it waits: in {@link #sleep}
 * and the other calls here, and in every blocking call of the JDK. Each worker numbers its coroutines 1, 2, 3 and so on, and
 * knows only its own. What needs a coroutine throws {@link IllegalStateException} elsewhere, where Swoole ends the process; so
 * do callbacks that are none, such as workerStop. Failures give {@code false}, or 0 where a number is wanted that cannot be 0,
 * with the reason in {@link Swoole#lastError()}.
 *
 * <p>{@link #cancel} and {@link #setTimeLimit} end waits in calls of this library. A blocking call of the JDK goes on to its
 * own end.
 */
public final class Coroutine {
    /** A function with the arguments that its coroutine was created with. */
    @FunctionalInterface
    public interface WithArguments {
        /** Called in the new coroutine; returns what {@link #defer} is told, or null. */
        @Nullable
        Object call(@Nullable Object... arguments) throws Exception;
    }

    /** What runs at the end of a coroutine. */
    @FunctionalInterface
    public interface Deferred {
        /** Called with what the coroutine's function returned, null when that threw or returns nothing. */
        void call(@Nullable Object result) throws Exception;
    }

    private static final Logger log = LoggerFactory.getLogger(Coroutine.class);
    private static final double SHORTEST_SLEEP = 0.001;

    private Coroutine() {}

    /**
     * Runs {@code callback} in a new coroutine of this worker at once, up to where it first waits; then the caller goes on.
     * Counterpart of {@code go()}. What it throws is logged and does not reach the caller.
     *
     * @return the number of the coroutine; 0 with a warning when there are {@code max_coroutine} of them
     * @throws IllegalStateException outside of a worker
     */
    public static int go(Callback.Plain callback) {
        return create(callback);
    }

    /** Runs {@code function} in a new coroutine; see {@link #go(Callback.Plain)}. */
    public static int go(Callable<?> function) {
        return create(function);
    }

    /** Runs {@code function} with {@code arguments} in a new coroutine; see {@link #go(Callback.Plain)}. */
    public static int go(WithArguments function, @Nullable Object... arguments) {
        return create(function, arguments);
    }

    /** As {@link #go(Callback.Plain)}. Counterpart of {@code Swoole\Coroutine::create}. */
    public static int create(Callback.Plain callback) {
        return start(Uncaught.caught(callback));
    }

    /** Runs {@code function}, whose result goes to {@link #defer}, in a new coroutine; see {@link #go(Callback.Plain)}. */
    public static int create(Callable<?> function) {
        return start(Uncaught.caught(() -> result(function.call())));
    }

    /** Runs {@code function} with {@code arguments} in a new coroutine; see {@link #go(Callback.Plain)}. */
    public static int create(WithArguments function, @Nullable Object... arguments) {
        return start(Uncaught.caught(() -> result(function.call(arguments))));
    }

    private static void result(@Nullable Object value) {
        CoroutineState current = CoroutineState.current();
        if (current != null) current.result(value);
    }

    private static int start(Runnable task) {
        Scheduler scheduler = Scheduler.required("Coroutine.create");
        if (!scheduler.isCrowded()) return scheduler.runNow(task);
        log.warn("Coroutine.create: exceed max number of coroutine {}", scheduler.count());
        return 0;
    }

    /**
     * Runs {@code action} when this coroutine ends, also with an exception; what was given last runs first. The coroutine is
     * still there and may wait. Counterpart of {@code defer()} and {@code Swoole\Coroutine::defer}.
     *
     * @throws IllegalStateException outside of a coroutine
     */
    public static void defer(Callback.Plain action) {
        defer((Deferred) _ -> action.call());
    }

    /** Runs {@code action} with the coroutine's result when this coroutine ends; see {@link #defer(Callback.Plain)}. */
    public static void defer(Deferred action) {
        CoroutineState.required("Coroutine.defer")
                .endings()
                .defer(result -> Uncaught.caught(() -> action.call(result)).run());
    }

    /**
     * Returns the number of the coroutine that calls, counterpart of {@code Swoole\Coroutine::getCid}.
     *
     * @return -1 outside of coroutines, as in the callbacks that Swoole calls outside of them
     */
    public static int getCid() {
        CoroutineState current = CoroutineState.current();
        return current == null ? -1 : current.id();
    }

    /** As {@link #getCid}. Counterpart of {@code Swoole\Coroutine::getuid}. */
    public static int getuid() {
        return getCid();
    }

    /** Returns {@link #getPcid(int)} of the calling coroutine. */
    public static int getPcid() {
        return getPcid(0);
    }

    /**
     * Returns the number of the coroutine that created another one, 0 meaning the calling one. Counterpart of
     * {@code Swoole\Coroutine::getPcid}.
     *
     * @return -1 when no coroutine did; 0 when there is none of that number, where Swoole returns false
     */
    public static int getPcid(int cid) {
        CoroutineState found = find(cid);
        return found == null ? 0 : found.parent();
    }

    /** Tells whether this worker has a coroutine of that number. Counterpart of {@code Swoole\Coroutine::exists}. */
    public static boolean exists(int cid) {
        return cid > 0 && find(cid) != null;
    }

    /** Returns a coroutine of this worker, 0 meaning the calling one; null with error 10016 when there is none. */
    private static @Nullable CoroutineState find(int cid) {
        Scheduler scheduler = Scheduler.current();
        CoroutineState found = scheduler == null
                ? null
                : cid == 0 ? CoroutineState.current() : scheduler.coroutines().find(cid);
        if (found == null) LastError.set(SwooleError.CO_NOT_EXISTS.number());
        return found;
    }

    /**
     * Suspends this coroutine until another one calls {@link #resume}. Counterpart of {@code Swoole\Coroutine::yield}.
     *
     * @return false when it was cancelled
     * @throws IllegalStateException outside of a coroutine
     */
    @SuppressWarnings("NamedLikeContextualKeyword") // it is Swoole's, and always written with the class
    public static boolean yield() {
        return CoroutineState.required("Coroutine.yield").yielded() == Suspension.DONE;
    }

    /** As {@link #yield}. Counterpart of {@code Swoole\Coroutine::suspend}. */
    public static boolean suspend() {
        return Coroutine.yield();
    }

    /**
     * Lets a coroutine that called {@link #yield} go on, up to where it waits next; then the caller goes on. Counterpart of
     * {@code Swoole\Coroutine::resume}.
     *
     * @return false with a warning when it is in no {@code yield}
     */
    public static boolean resume(int cid) {
        CoroutineState found = find(cid);
        if (cid > 0 && found != null && found.resume()) return true;
        log.warn("Coroutine.resume: coroutine {} can not be resumed: it does not exist or did not yield", cid);
        return false;
    }

    /**
     * Suspends this coroutine; the worker goes on with others. Counterpart of {@code Swoole\Coroutine::sleep}.
     *
     * @param seconds at least 0.001
     * @return true after the time passed; false at once for less than 0.001, or when it was cancelled or interrupted
     * @throws IllegalStateException outside of a coroutine
     */
    public static boolean sleep(double seconds) {
        CoroutineState coroutine = CoroutineState.required("Coroutine.sleep");
        if (!(seconds >= SHORTEST_SLEEP)) {
            log.warn("sleep: seconds must be at least 0.001, got {}", seconds);
            return false;
        }
        Suspension end = coroutine.await(Thread.currentThread()::isInterrupted, Seconds.nanos(seconds));
        return end == Suspension.TIMED_OUT;
    }

    /** Ends the wait of a coroutine; see {@link #cancel(int, boolean)}. */
    public static boolean cancel(int cid) {
        return cancel(cid, false);
    }

    /**
     * Ends the wait of a coroutine, which goes on up to where it waits next before the caller does. Counterpart of
     * {@code Swoole\Coroutine::cancel}.
     *
     * @param throwException whether its call throws {@link CanceledException}, instead of failing with error 10017
     * @return false with error 10016 when there is none of that number, 10015 when it does not wait in a call of this library
     */
    public static boolean cancel(int cid, boolean throwException) {
        CoroutineState found = cid > 0 ? find(cid) : null;
        if (found == null) {
            LastError.set(SwooleError.CO_NOT_EXISTS.number());
            return false;
        }
        SwooleError canceled = SwooleError.CO_CANCELED;
        boolean done = found != CoroutineState.running()
                && found.cancel(
                        throwException ? () -> new CanceledException(canceled.text(), canceled.number()) : null);
        if (!done) LastError.set(SwooleError.CO_CANNOT_CANCEL.number());
        return done;
    }

    /** Tells whether the last wait of this coroutine was cancelled. Counterpart of {@code Swoole\Coroutine::isCanceled}. */
    public static boolean isCanceled() {
        CoroutineState current = CoroutineState.current();
        return current != null && current.isCanceled();
    }

    /**
     * Lets the wait in which this coroutine is after that time, or else the next one, throw {@link TimeoutException}.
     * Counterpart of {@code Swoole\Coroutine::setTimeLimit}. A later call takes the place of an earlier one.
     *
     * @param seconds whole seconds, what is behind the point is left out
     * @return false for less than 1
     * @throws IllegalStateException outside of a coroutine
     */
    public static boolean setTimeLimit(double seconds) {
        CoroutineState coroutine = CoroutineState.required("Coroutine.setTimeLimit");
        long whole = (long) seconds;
        if (whole < 1) return false;
        String text = "coroutine " + coroutine.id() + " exceeded its time limit of " + whole + " s";
        coroutine.limit(
                TimeUnit.SECONDS.toNanos(whole), () -> new TimeoutException(text, SwooleError.CO_TIMEDOUT.number()));
        return true;
    }

    /** Waits for the end of coroutines without a limit of time; see {@link #join(Collection, double)}. */
    public static boolean join(Collection<Integer> cids) {
        return join(cids, -1);
    }

    /**
     * Waits until all these coroutines have ended; numbers of none are left out. Counterpart of
     * {@code Swoole\Coroutine::join}.
     *
     * @param timeout in seconds; 0 and less wait for ever
     * @return false with error 505 when none of them is there, 509 with a warning for the caller's own number, 509 when
     *     somebody waits for one of them already, 10018 after {@code timeout}, 10017 when cancelled
     * @throws IllegalStateException outside of a coroutine
     */
    public static boolean join(Collection<Integer> cids, double timeout) {
        return Joining.join(CoroutineState.required("Coroutine.join"), cids, Seconds.nanos(timeout));
    }

    /** Returns {@link #getContext(int)} of the calling coroutine. */
    public static @Nullable Map<Object, @Nullable Object> getContext() {
        return getContext(0);
    }

    /**
     * Returns what belongs to one coroutine alone, 0 meaning the calling one: a map that is made when first asked for and is
     * gone with the coroutine. Counterpart of {@code Swoole\Coroutine::getContext}.
     *
     * @return null outside of a coroutine, or with error 10016 when there is none of that number
     */
    public static @Nullable Map<Object, @Nullable Object> getContext(int cid) {
        CoroutineState found = find(cid);
        return found == null ? null : found.context();
    }

    /** Returns the numbers of this worker's coroutines, in no order. Counterpart of {@code Swoole\Coroutine::list}. */
    public static List<Integer> list() {
        Scheduler scheduler = Scheduler.current();
        if (scheduler == null) return List.of();
        return scheduler.coroutines().all().stream().map(CoroutineState::id).toList();
    }

    /** As {@link #list}. Counterpart of {@code Swoole\Coroutine::listCoroutines}. */
    public static List<Integer> listCoroutines() {
        return list();
    }

    /**
     * Returns facts about this worker's coroutines under Swoole's names: coroutine_num, coroutine_peak_num,
     * coroutine_last_cid; all others are 0. Counterpart of {@code Swoole\Coroutine::stats}.
     */
    public static Map<String, Object> stats() {
        return CoroutineFacts.of(Scheduler.current());
    }

    /** Returns where the calling coroutine is; see {@link #getBackTrace(int, int, int)}. */
    public static @Nullable List<StackTraceElement> getBackTrace() {
        return getBackTrace(0, 0, 0);
    }

    /** Returns where a coroutine is; see {@link #getBackTrace(int, int, int)}. */
    public static @Nullable List<StackTraceElement> getBackTrace(int cid) {
        return getBackTrace(cid, 0, 0);
    }

    /**
     * Returns where a coroutine is, 0 meaning the calling one; slow. Counterpart of {@code Swoole\Coroutine::getBackTrace}.
     *
     * @param options not used
     * @param limit how many frames at most; 0 and less mean all
     * @return null when there is none of that number, where Swoole returns false
     */
    public static @Nullable List<StackTraceElement> getBackTrace(int cid, int options, int limit) {
        CoroutineState found = find(cid);
        return found == null ? null : BackTrace.of(found, limit);
    }

    /** Prints where a coroutine is, 0 meaning the calling one; see {@link #printBackTrace(int, int, int)}. */
    public static boolean printBackTrace(int cid) {
        return printBackTrace(cid, 0, 0);
    }

    /**
     * Prints {@link #getBackTrace(int, int, int)}. Counterpart of {@code Swoole\Coroutine::printBackTrace}.
     *
     * @return false when there is none of that number
     */
    public static boolean printBackTrace(int cid, int options, int limit) {
        List<StackTraceElement> frames = getBackTrace(cid, options, limit);
        if (frames == null) return false;
        System.out.print(BackTrace.text(frames));
        return true;
    }

    /** Returns {@link #getElapsed(int)} of the calling coroutine. */
    public static long getElapsed() {
        return getElapsed(0);
    }

    /**
     * Returns for how many milliseconds a coroutine has been there, 0 meaning the calling one. Counterpart of
     * {@code Swoole\Coroutine::getElapsed}.
     *
     * @return -1 when there is none of that number
     */
    public static long getElapsed(int cid) {
        CoroutineState found = find(cid);
        return found == null ? -1 : TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - found.created());
    }

    /** Returns 0: a coroutine's stack is on the heap. Counterpart of {@code Swoole\Coroutine::getStackUsage}. */
    public static int getStackUsage(int cid) {
        return 0;
    }

    /**
     * Sets options of coroutines, which are added to those that are set: {@code max_coroutine},
     * {@code enable_deadlock_check}, {@code deadlock_check_disable_trace}, {@code deadlock_check_limit} and
     * {@code deadlock_check_depth} (32 each) have an effect, for this worker from now on and for schedulers that start later.
     * {@code exit_condition}, a {@link java.util.function.BooleanSupplier} for the whole JVM, keeps loops of {@link #run} and
     * workers that are to end from ending while it is false, workers for {@code max_wait_time} at most; it is asked on the loop
     * in question, again and again, must not wait, and is gone with null. Counterpart of {@code Swoole\Coroutine::set}.
     *
     * @throws SwooleException for a {@code max_coroutine} that is no positive number, or another {@code exit_condition}
     */
    public static void set(Map<String, ?> options) {
        CoroutineOptions.set(options);
    }

    /** Returns the options that were set, counterpart of {@code Swoole\Coroutine::getOptions}; null when there are none. */
    public static @Nullable Map<String, Object> getOptions() {
        Map<String, Object> options = CoroutineOptions.all();
        return options.isEmpty() ? null : new LinkedHashMap<>(options);
    }

    /** Does nothing and returns false: coroutines are not interrupted. Counterpart of {@code Swoole\Coroutine::enableScheduler}. */
    public static boolean enableScheduler() {
        return false;
    }

    /** Does nothing and returns false. Counterpart of {@code Swoole\Coroutine::disableScheduler}. */
    public static boolean disableScheduler() {
        return false;
    }

    /**
     * Runs {@code callback} in a coroutine and waits until it and all that it started have ended, coroutines as well as timers.
     * Counterpart of {@code Swoole\Coroutine\run}. Outside of a server, on a thread of its own.
     *
     * <p>When coroutines are left that all wait for each other, that is printed and the call returns. An exception that leaves
     * a coroutine is printed and ends the JVM with 255.
     *
     * @return true
     * @throws SwooleException in a coroutine or a worker
     */
    public static boolean run(Callback.Plain callback) {
        swoole4j.coroutine.Scheduler scheduler = new swoole4j.coroutine.Scheduler();
        scheduler.add(callback);
        return scheduler.start();
    }

    /** Runs {@code function} with {@code arguments} in a coroutine; see {@link #run(Callback.Plain)}. */
    public static boolean run(WithArguments function, @Nullable Object... arguments) {
        swoole4j.coroutine.Scheduler scheduler = new swoole4j.coroutine.Scheduler();
        scheduler.add(function, arguments);
        return scheduler.start();
    }

    /** Runs functions in coroutines without a limit of time; see {@link #batch(Map, double)}. */
    public static <K extends @Nullable Object> Map<K, @Nullable Object> batch(Map<K, ? extends Callable<?>> tasks) {
        return batch(tasks, -1);
    }

    /**
     * Runs each function in a coroutine and waits for all. Counterpart of {@code Swoole\Coroutine\batch}.
     *
     * @param timeout in seconds; 0 and less wait for ever. What is not done by then goes on
     * @return the results under the same keys, null for what is not done
     * @throws IllegalStateException outside of a coroutine
     */
    public static <K extends @Nullable Object> Map<K, @Nullable Object> batch(
            Map<K, ? extends Callable<?>> tasks, double timeout) {
        return Gathering.batch(tasks, timeout);
    }

    /**
     * Runs {@code callback} in {@code n} coroutines and waits for all. Counterpart of {@code Swoole\Coroutine\parallel}.
     *
     * @throws IllegalStateException outside of a coroutine
     */
    public static void parallel(int n, Callback.Plain callback) {
        Gathering.parallel(n, callback);
    }

    /** Calls {@code function} for each element without a limit of time; see {@link #map(List, Function, double)}. */
    public static <T extends @Nullable Object, R extends @Nullable Object> List<@Nullable R> map(
            List<T> list, Function<? super T, ? extends R> function) {
        return map(list, function, -1);
    }

    /**
     * Calls {@code function} for each element in a coroutine of its own and waits for all. Counterpart of
     * {@code Swoole\Coroutine\map}.
     *
     * @param timeout in seconds; 0 and less wait for ever. What is not done by then goes on
     * @return the results in the order of the elements, null for what is not done
     * @throws IllegalStateException outside of a coroutine
     */
    public static <T extends @Nullable Object, R extends @Nullable Object> List<@Nullable R> map(
            List<T> list, Function<? super T, ? extends R> function, double timeout) {
        return Gathering.map(list, function, timeout);
    }

    /**
     * Prints that all coroutines of this worker wait for each other, and where. Called by itself when a scheduler ends so.
     * Counterpart of {@code Swoole\Coroutine\deadlock_check}.
     */
    public static void deadlockCheck() {
        System.out.print(Deadlock.report(Scheduler.required("Coroutine.deadlockCheck")));
    }

    /** Tells whether the caller is a worker of a server. */
    static boolean inServer() {
        Scheduler scheduler = Scheduler.current();
        return scheduler != null && !scheduler.isStandalone();
    }
}

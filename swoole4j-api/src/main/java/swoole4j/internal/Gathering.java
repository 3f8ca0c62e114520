package swoole4j.internal;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import swoole4j.Coroutine;
import swoole4j.SwooleException;
import swoole4j.coroutine.WaitGroup;
import swoole4j.server.Callback;

/** Runs several functions in coroutines and waits for them. */
public final class Gathering {
    private Gathering() {}

    public static <K extends @Nullable Object> Map<K, @Nullable Object> batch(
            Map<K, ? extends Callable<?>> tasks, double timeout) {
        Map<K, @Nullable Object> results = new LinkedHashMap<>();
        for (K key : tasks.keySet()) results.put(key, null);
        WaitGroup group = new WaitGroup(tasks.size());
        tasks.forEach((key, task) -> run(group, () -> results.put(key, task.call())));
        group.await(timeout);
        return new LinkedHashMap<>(results); // those that are late change nothing that the caller sees
    }

    public static void parallel(int n, Callback.Plain callback) {
        if (n < 0) throw new SwooleException("parallel: n must not be negative, got " + n);
        WaitGroup group = new WaitGroup(n);
        for (int i = 0; i < n; i++) run(group, callback);
        group.await();
    }

    @SuppressWarnings("NullAway") // an element is null only where T may be
    public static <T extends @Nullable Object, R extends @Nullable Object> List<@Nullable R> map(
            List<T> list, Function<? super T, ? extends R> function, double timeout) {
        List<@Nullable R> results = new ArrayList<>(Collections.<@Nullable R>nCopies(list.size(), null));
        WaitGroup group = new WaitGroup(list.size());
        int next = 0;
        for (T element : list) {
            int index = next++;
            run(group, () -> results.set(index, function.apply(element)));
        }
        group.await(timeout);
        return new ArrayList<>(results);
    }

    /** Runs one; it is done also when it throws, or cannot begin. */
    private static void run(WaitGroup group, Callback.Plain callback) {
        int cid = Coroutine.create(() -> {
            try {
                callback.call();
            } finally {
                group.done();
            }
        });
        if (cid == 0) group.done();
    }
}

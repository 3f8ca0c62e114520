package swoole4j.core.coroutine;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** Tests whose bodies are coroutines, once on the scheduler that has the JDK's hook and once on the fallback. */
@ParameterizedClass
@EnumSource
public abstract class OnBothSchedulers {
    @Parameter
    protected TestWorker.Kind kind = TestWorker.Kind.CARRIER;

    private final Queue<Throwable> uncaught = new ConcurrentLinkedQueue<>();

    /** What happened, for the coroutines of one worker. */
    protected final List<Object> order = new ArrayList<>();

    /** Runs {@code body} in a coroutine of a worker that has no other, and returns what it returns. */
    protected final <T> T inCoroutine(Callable<T> body) throws Exception {
        try (TestWorker worker = start()) {
            return worker.run(body);
        }
    }

    protected final TestWorker start() {
        TestWorker worker = TestWorker.start(kind);
        worker.scheduler().onUncaught(uncaught::add);
        return worker;
    }

    /** Says that an exception was to be expected. */
    protected final void mustBeUncaught(Class<?> type) {
        assertEquals(
                List.of(type), uncaught.stream().<Class<?>>map(Object::getClass).toList());
        uncaught.clear();
    }

    @AfterEach
    final void noCoroutineFailed() {
        assertEquals(List.of(), List.copyOf(uncaught));
    }
}

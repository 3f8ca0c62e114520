package swoole4j.engine.dispatch;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import swoole4j.engine.link.ConnectionView;
import swoole4j.engine.link.Link;
import swoole4j.engine.link.ToWorker;

class RouterTest {
    private final List<String> told = new ArrayList<>();

    private Link<ToWorker> worker(int id) {
        return event -> told.add(id + " " + event);
    }

    private Router router() {
        List<Link<ToWorker>> workers =
                IntStream.range(0, 3).mapToObj(this::worker).toList();
        Dispatch dispatch = Dispatch.of(1, nothing(WorkerLoads.class), System::nanoTime);
        return new Router(nothing(ConnectionView.class), workers, dispatch, true, null, List.of());
    }

    /** Finds null and cannot tell numbers. */
    private static <T> T nothing(Class<T> type) {
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, (_, _, _) -> null));
    }

    @Test
    void aFlushIsToldToTheWorkerThatAsked() {
        router().offer(new ToWorker.Flushed(7, 2, 5));
        assertEquals(List.of("2 Flushed[fd=7, worker=2, ticket=5]"), told);
    }

    @Test
    void aFlushThatNoEventWorkerAskedForIsDispatchedAsOtherEvents() {
        router().offer(new ToWorker.Flushed(7, 3, 5));
        assertEquals(List.of("0 Flushed[fd=7, worker=3, ticket=5]"), told);
    }
}

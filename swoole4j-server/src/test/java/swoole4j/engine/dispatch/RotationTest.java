package swoole4j.engine.dispatch;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import swoole4j.engine.link.ConnectionState;
import swoole4j.engine.link.ConnectionView;
import swoole4j.engine.link.Link;
import swoole4j.engine.link.ToWorker;

/** Mode 1 counts what clients send, and nothing else. */
class RotationTest {
    private static final int WORKERS = 3;

    private final List<String> told = new ArrayList<>();

    private Link<ToWorker> worker(int id) {
        return event -> told.add(id + " " + event.getClass().getSimpleName());
    }

    private static <T> T answering(Class<T> type, Function<String, Object> answers) {
        return type.cast(Proxy.newProxyInstance(
                type.getClassLoader(), new Class<?>[] {type}, (_, method, _) -> answers.apply(method.getName())));
    }

    @Test
    void whatThisServerHasToSayGoesToTheConnectionsOwnWorkerAndMovesNoCounter() {
        ConnectionState connection =
                answering(ConnectionState.class, name -> name.equals("socketFd") ? (Object) 5 : null);
        ConnectionView view = answering(ConnectionView.class, _ -> connection);
        Dispatch dispatch = Dispatch.of(1, answering(WorkerLoads.class, _ -> WORKERS), System::nanoTime);
        List<Link<ToWorker>> workers =
                IntStream.range(0, WORKERS).mapToObj(this::worker).toList();
        Router router = new Router(view, workers, dispatch, true, null, List.of());
        router.offer(new ToWorker.Received(1, new byte[1]));
        router.offer(new ToWorker.Drained(1));
        router.offer(new ToWorker.Drained(1));
        router.offer(new ToWorker.Received(1, new byte[1]));
        router.offer(new ToWorker.Received(1, new byte[1]));
        assertEquals(List.of("0 Received", "2 Drained", "2 Drained", "1 Received", "2 Received"), told);
    }
}

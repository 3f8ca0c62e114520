package swoole4j.framework.app;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;

/** Holds handshakes back until their worker has started. Any thread. */
final class WorkerGates {
    private final Map<Integer, CountDownLatch> gates = new ConcurrentHashMap<>();

    /** A worker begins, maybe in the place of another. */
    void close(int worker) {
        gates.compute(worker, (_, gate) -> gate == null || gate.getCount() == 0 ? new CountDownLatch(1) : gate);
    }

    /** A worker has started. */
    void open(int worker) {
        gate(worker).countDown();
    }

    /** Waits until a worker has started; outside of workers, -1, there is nothing to wait for. */
    void await(int worker) throws InterruptedException {
        if (worker >= 0) gate(worker).await();
    }

    private CountDownLatch gate(int worker) {
        return gates.computeIfAbsent(worker, _ -> new CountDownLatch(1));
    }
}

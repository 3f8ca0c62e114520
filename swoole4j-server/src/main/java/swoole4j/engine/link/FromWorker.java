package swoole4j.engine.link;

/** What a worker process says to its master beside what it tells reactors. Closed. */
public sealed interface FromWorker {
    /** The first message: who it is, and that it knows the secret. */
    record Hello(String secret, int worker, int incarnation) implements FromWorker {
        @Override
        public String toString() {
            return "Hello of worker " + worker + ", incarnation " + incarnation;
        }
    }

    /** It is connected to all reactors, and workerStart has ended or waits for something. */
    record Ready() implements FromWorker {}

    /** Somebody wants workers to be replaced, or only task workers. */
    record Reload(boolean onlyTasks) implements FromWorker {}

    /** Somebody wants the server to end. */
    record Shutdown() implements FromWorker {}

    /** Somebody wants a worker to be replaced. */
    record Replace(int worker) implements FromWorker {}
}

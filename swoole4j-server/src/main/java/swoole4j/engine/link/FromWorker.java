package swoole4j.engine.link;

import org.jspecify.annotations.Nullable;

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

    /** It has something for another worker. */
    record Posted(Mail mail) implements FromWorker {}

    /** It begins to handle the mail of a place. */
    record Begun(int place) implements FromWorker {}

    /** It has handled it. */
    record Settled(int place) implements FromWorker {}

    /** It begins with no mail from here on. */
    record Left() implements FromWorker {}

    /** What a command has returned, null when there is none of that name. */
    record Answered(long ticket, @Nullable String json) implements FromWorker {}
}

package swoole4j.engine.link;

/** What one worker has for another where workers are processes; it goes by way of the master. Closed. */
public sealed interface Mail {
    /** What a message weighs beside its value. */
    int OVERHEAD = 64;

    /** Returns who gets it, by its number among all workers. */
    int to();

    /** Returns its value, encoded. */
    byte[] data();

    /** Returns about how many bytes of memory it holds. */
    default long size() {
        return (long) OVERHEAD + data().length;
    }

    /**
     * Who gave a task.
     *
     * @param worker its number among all workers, 0 also for who is none
     * @param incarnation which process of that worker
     */
    record Sender(int worker, int incarnation) {}

    /** A task; {@code to} is below 0 when any task worker may have it, idle ones first. */
    @SuppressWarnings("ArrayRecordComponent") // handed over, never compared
    record Task(int to, Sender from, int id, int flags, byte[] data, long micros) implements Mail {
        /** Returns the same task for a certain worker. */
        public Task to(int worker) {
            return new Task(worker, from, id, flags, data, micros);
        }
    }

    /** A result of the task that its giver numbered {@code id}, from a task worker; {@code awaited} by a coroutine of that process. */
    @SuppressWarnings("ArrayRecordComponent") // handed over, never compared
    record Result(Sender giver, int id, boolean awaited, int from, byte[] data, long micros) implements Mail {
        @Override
        public int to() {
            return giver.worker();
        }
    }

    /** A message for {@code pipeMessage}. */
    @SuppressWarnings("ArrayRecordComponent") // handed over, never compared
    record Message(int to, int from, byte[] data, long micros) implements Mail {}
}

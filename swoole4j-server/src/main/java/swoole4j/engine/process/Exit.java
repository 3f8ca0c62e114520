package swoole4j.engine.process;

/**
 * How a process ended, in the terms of {@code onWorkerError}.
 *
 * @param code its status, 0 when a signal ended it
 * @param signal the signal's number, 0 when there was none
 */
public record Exit(int code, int signal) {
    /** What became of a process whose callback threw something that nobody caught. */
    public static final Exit UNCAUGHT = new Exit(255, 0);

    private static final int SIGNALS = 128;
    private static final int LAST_SIGNAL = 31;

    /** Reads what Java says: 128 and more stand for a signal, also where the JVM itself took it and went. */
    static Exit of(int status) {
        int signal = status - SIGNALS;
        return signal > 0 && signal <= LAST_SIGNAL ? new Exit(0, signal) : new Exit(status, 0);
    }

    /** Tells whether the process ended as it was meant to. */
    public boolean isClean() {
        return code == 0 && signal == 0;
    }
}

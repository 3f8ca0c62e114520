package swoole4j.core.coroutine;

/**
 * Keeps a loop alive when a turn of it throws, as it does when there is no memory or a class cannot be loaded: the turn is
 * lost, and the loop goes on after a pause that grows. One that throws every time is given up in the end. Loop-confined.
 */
public final class TurnFailures {
    private static final int MOST_IN_A_ROW = 100;
    private static final long LONGEST_PAUSE_MILLIS = 100;

    private final int most;
    private int inARow;

    TurnFailures() {
        this(MOST_IN_A_ROW);
    }

    /** Gives up after more than {@code most} in a row. */
    public TurnFailures(int most) {
        this.most = most;
    }

    /** A turn went well. */
    public void passed() {
        inARow = 0;
    }

    /** A turn threw; throws it again when that happens every time. */
    public void failed(Throwable thrown) {
        if (++inARow > most) throw new IllegalStateException("every turn of the loop fails", thrown);
        report(thrown);
        try {
            Thread.sleep(Math.min(inARow, LONGEST_PAUSE_MILLIS));
        } catch (InterruptedException _) {
            // goes on at once; nobody has a reason to interrupt a loop
        }
    }

    private static void report(Throwable thrown) {
        try {
            Thread self = Thread.currentThread();
            self.getUncaughtExceptionHandler().uncaughtException(self, thrown);
        } catch (Throwable _) {
            // not even that can be said
        }
    }
}

package swoole4j;

/** Ends the user process that throws it with an exit code. Counterpart of {@code Swoole\ExitException}. */
public final class ExitException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int status;

    /** Creates an exit with that code. */
    public ExitException(int status) {
        super("exit " + status, null, false, false);
        this.status = status;
    }

    /** Returns the exit code. Counterpart of {@code getStatus()}. */
    public int status() {
        return status;
    }
}

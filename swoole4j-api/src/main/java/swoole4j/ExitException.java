package swoole4j;

/**
 * Ends what throws it, as PHP's {@code exit} does: a user process ends with its status; a coroutine that does not catch it
 * ends as with any other exception. Counterpart of {@code Swoole\ExitException}.
 */
public final class ExitException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private static final int IN_COROUTINE = 2;
    private static final int IN_SERVER = 4;

    private final int status;
    private final int flags;

    /** Creates an exit with that status, where {@code exit} would be called. */
    public ExitException(int status) {
        super("swoole exit", null, false, false);
        this.status = status;
        this.flags = (Coroutine.getCid() > 0 ? IN_COROUTINE : 0) | (Coroutine.inServer() ? IN_SERVER : 0);
    }

    /** Returns the exit code. Counterpart of {@code getStatus()}. */
    public int status() {
        return status;
    }

    /** Returns where it was created: 2 in a coroutine, 4 in a server, or both. Counterpart of {@code getFlags()}. */
    public int flags() {
        return flags;
    }
}

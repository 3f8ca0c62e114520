package swoole4j.engine.pipeline;

/** A request that cannot be served. Carries no stack trace: a hostile peer must not make it expensive. */
public final class RefusedException extends Exception {
    private static final long serialVersionUID = 1L;

    private final int status;

    /** Makes a refusal with the status of the answer. */
    public RefusedException(int status, String reason) {
        super(reason, null, false, false);
        this.status = status;
    }

    /** Returns the status of the answer. */
    public int status() {
        return status;
    }
}

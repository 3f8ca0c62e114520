package swoole4j.engine.config;

/** How an option compares with Swoole's of the same name. */
enum Verdict {
    /** Means what it means in Swoole. */
    SAME("same"),
    /** Means the same as far as a JVM has what it is about. */
    ADAPTED("adapted"),
    /** Is accepted, and {@code set()} warns that it does nothing. */
    IGNORED("ignored"),
    /** Cannot be had; {@code set()} throws and says what to do instead. */
    REJECTED("rejected"),
    /** Swoole has it no more; {@code set()} warns as Swoole does. */
    REMOVED("removed"),
    /** Is swoole4j's own. */
    OWN("own");

    private final String word;

    Verdict(String word) {
        this.word = word;
    }

    @Override
    public String toString() {
        return word;
    }
}

package swoole4j.spi;

/** Where a {@link swoole4j.Process} runs. */
public interface ProcessRuntime {
    /** Returns the id among all workers. */
    int id();

    /** Tells whether the caller runs in the process. */
    boolean isInside();

    /** Gives the process a name. */
    void rename(String name);

    /** Sets what is called instead of the end when the process is told to end. */
    void onTerm(Runnable callback);
}

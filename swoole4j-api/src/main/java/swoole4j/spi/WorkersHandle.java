package swoole4j.spi;

/** The workers of a server. The facade delegates each of its methods to the method of the same name. Any thread. */
public interface WorkersHandle {
    /** See {@link swoole4j.Server#workerId}. */
    int workerId();

    /** See {@link swoole4j.Server#taskworker}. */
    boolean taskworker();

    /** See {@link swoole4j.Server#getWorkerStatus(int)}; -1 where that is false. */
    int status(int worker);

    /** See {@link swoole4j.Server#getWorkerPid(int)}; -1 where that is false. */
    int pid(int worker);

    /** See {@link swoole4j.Server#masterPid}. */
    int masterPid();

    /** See {@link swoole4j.Server#managerPid}. */
    int managerPid();

    /** See {@link swoole4j.Server#workerPid}. */
    int workerPid();

    /** See {@link swoole4j.Server#reload(boolean)}. */
    boolean reload(boolean onlyTasks);

    /** See {@link swoole4j.Server#stop(int)}. */
    boolean stop(int worker);
}

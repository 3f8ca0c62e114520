package swoole4j.server;

/**
 * What workerError gets instead of numbers when {@code event_object} is on. Counterpart of
 * {@code Swoole\Server\StatusInfo}.
 *
 * @param workerId whose end it was
 * @param workerPid its process
 * @param status the raw wait status: the exit code times 256, or the signal
 * @param exitCode what it ended with
 * @param signal what killed it, 0 for none
 */
public record StatusInfo(int workerId, int workerPid, int status, int exitCode, int signal) {}

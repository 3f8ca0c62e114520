package swoole4j;

import java.io.IOException;
import java.util.Optional;
import swoole4j.core.coroutine.LastError;

/** Signals to processes. Any thread. */
final class Signals {
    private static final int NOT_PERMITTED = 1;
    private static final int NO_SUCH_PROCESS = 3;
    private static final int INVALID = 22;
    private static final int LAST = 64;

    private Signals() {}

    static boolean send(int pid, int signal) {
        if (pid < 1 || signal < 0 || signal > LAST) return failed(INVALID);
        Optional<ProcessHandle> process = ProcessHandle.of(pid);
        if (process.isEmpty() || !process.get().isAlive()) return failed(NO_SUCH_PROCESS);
        return signal == 0 || byShell(pid, signal);
    }

    /** The JDK knows two signals only, and none to its own process; the shell's own kill is on every machine. */
    private static boolean byShell(int pid, int signal) {
        try {
            ProcessBuilder command = new ProcessBuilder("sh", "-c", "kill -" + signal + " " + pid);
            command.redirectError(ProcessBuilder.Redirect.DISCARD);
            return command.start().waitFor() == 0 || failed(NOT_PERMITTED);
        } catch (IOException _) {
            return failed(NOT_PERMITTED);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private static boolean failed(int error) {
        LastError.set(error);
        return false;
    }
}

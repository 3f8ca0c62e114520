package swoole4j.engine.config;

import java.util.List;

/**
 * How the worker processes of SWOOLE_PROCESS are started.
 *
 * @param command their whole command line, empty for this program's own
 * @param jvmOptions what the JVMs of that one get beside the options of this JVM
 */
public record ProcessSettings(List<String> command, List<String> jvmOptions) {
    /** Reads the settings. */
    public static ProcessSettings of(Options options) {
        return new ProcessSettings(options.texts(Option.WORKER_COMMAND), options.texts(Option.WORKER_JVM_OPTIONS));
    }
}

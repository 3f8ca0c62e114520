package swoole4j.spi;

import java.util.ServiceLoader;
import org.jspecify.annotations.Nullable;
import swoole4j.SwooleException;

/** Finds the engines. */
public final class Engines {
    private Engines() {}

    /**
     * Returns the server engine on the class path or module path.
     *
     * @throws SwooleException when there is none
     */
    public static ServerEngine server() {
        return ServiceLoader.load(ServerEngine.class, Engines.class.getClassLoader())
                .findFirst()
                .orElseThrow(() -> new SwooleException(
                        "no server engine found: add io.swoole4j:swoole4j-server to the class path or module path"));
    }

    /**
     * Returns the client engine on the class path or module path.
     *
     * @throws SwooleException when there is none
     */
    public static ClientEngine client() {
        ClientEngine engine = ClientHolder.ENGINE;
        if (engine != null) return engine;
        throw new SwooleException(
                "no client engine found: add io.swoole4j:swoole4j-client to the class path or module path");
    }

    /** Looked for once: clients are made often. */
    private static final class ClientHolder {
        static final @Nullable ClientEngine ENGINE = ServiceLoader.load(
                        ClientEngine.class, Engines.class.getClassLoader())
                .findFirst()
                .orElse(null);
    }
}

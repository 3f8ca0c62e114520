package swoole4j.spi;

import java.util.ServiceLoader;
import swoole4j.SwooleException;

/** Finds the engine. */
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
}

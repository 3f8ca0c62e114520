package swoole4j.spi;

/**
 * Opens servers; found with {@link java.util.ServiceLoader}. The module swoole4j-server provides one.
 */
public interface ServerEngine {
    /**
     * Binds the first port and returns the handle that the facade delegates to.
     *
     * @throws swoole4j.SwooleException when the mode is unknown, the port is out of range or cannot be bound
     */
    ServerHandle open(ServerSpec spec);
}

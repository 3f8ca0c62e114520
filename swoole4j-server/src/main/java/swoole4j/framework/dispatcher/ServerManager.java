package swoole4j.framework.dispatcher;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import swoole4j.Server;
import swoole4j.server.Port;

/**
 * A server with its ports by name, each with a register of its own. Counterpart of {@code EasySwoole\EasySwoole\ServerManager}, but
 * one for each server in the place of the only one. Used before the start only, by one thread.
 */
public final class ServerManager {
    private final Server server;
    private final EventRegister main;
    private final Map<String, EventRegister> ports = new LinkedHashMap<>();

    /** Manages a server that has not started. */
    public ServerManager(Server server) {
        this.server = Objects.requireNonNull(server);
        this.main = EventRegister.of(server);
    }

    /** Returns the server. */
    public Server getSwooleServer() {
        return server;
    }

    /** Returns the register of the server, which an application fills in its {@code mainServerCreate}. */
    public EventRegister getEventRegister() {
        return main;
    }

    /** Returns the register of a port, or null. */
    public @Nullable EventRegister getEventRegister(String name) {
        return ports.get(name);
    }

    /**
     * Listens on one more address.
     *
     * @param type one of the {@code SWOOLE_SOCK_} constants
     * @param settings the options of the port; it inherits none from the server
     * @return the register of the port
     * @throws IllegalArgumentException when there is a port of that name
     * @throws IllegalStateException when the address cannot be had or the server has started; the log says why
     */
    public EventRegister addServer(String name, int port, int type, String host, Map<String, ?> settings) {
        if (ports.containsKey(name)) throw new IllegalArgumentException("there is a port '" + name + "' already");
        Port added = server.listen(host, port, type);
        if (added == null)
            throw new IllegalStateException(
                    "port '" + name + "' cannot listen on " + host + ":" + port + "; see the log");
        added.set(settings);
        EventRegister register = EventRegister.of(added);
        ports.put(name, register);
        return register;
    }

    /** Starts the server; see {@link Server#start}. */
    public boolean start() {
        return server.start();
    }
}

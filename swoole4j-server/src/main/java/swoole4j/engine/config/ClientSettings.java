package swoole4j.engine.config;

import swoole4j.core.coroutine.ClientDefaults;

/** The options that coroutine clients of the process go by. */
public final class ClientSettings {
    private ClientSettings() {}

    /** Returns {@code before} with what was given instead; {@code socket_timeout} wins, as in Swoole. */
    public static ClientDefaults of(Options options, ClientDefaults before) {
        double read = seconds(options, Option.SOCKET_READ_TIMEOUT, before.readSeconds());
        double write = seconds(options, Option.SOCKET_WRITE_TIMEOUT, before.writeSeconds());
        return new ClientDefaults(
                seconds(options, Option.SOCKET_DNS_TIMEOUT, before.dnsSeconds()),
                seconds(options, Option.SOCKET_CONNECT_TIMEOUT, before.connectSeconds()),
                seconds(options, Option.SOCKET_TIMEOUT, read),
                seconds(options, Option.SOCKET_TIMEOUT, write),
                options.has(Option.DNS_SERVER) ? options.text(Option.DNS_SERVER) : before.dnsServer());
    }

    private static double seconds(Options options, Option option, double before) {
        return options.has(option) ? Math.max(0, options.seconds(option)) : before;
    }
}

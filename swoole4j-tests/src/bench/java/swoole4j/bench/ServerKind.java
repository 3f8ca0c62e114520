package swoole4j.bench;

import java.util.List;

/** The names of servers that can be measured. */
final class ServerKind {
    static final String SWOOLE4J = "swoole4j";
    static final String NETTY = "netty";
    static final String NETTY_IO_URING = "netty-io_uring";

    private static final List<String> ALL = List.of(SWOOLE4J, NETTY, NETTY_IO_URING);

    private ServerKind() {}

    static String check(String name) {
        if (!ALL.contains(name)) throw new IllegalArgumentException("server \"" + name + "\": allowed are " + ALL);
        return name;
    }
}

package swoole4j.framework;

import org.jspecify.annotations.Nullable;

/**
 * A connection that the application layer opened.
 *
 * @param fd the connection
 * @param handler its controller
 * @param route the pattern of its route
 * @param server the name of its server
 */
public record Fd(int fd, @Nullable Object handler, String route, String server) {}

package swoole4j.client.net;

import org.jspecify.annotations.Nullable;

/**
 * What a request waits for.
 *
 * @param method of the request
 * @param upgrade what a WebSocket needs, or null when none was asked for
 */
public record Expected(String method, @Nullable Upgrade upgrade) {}

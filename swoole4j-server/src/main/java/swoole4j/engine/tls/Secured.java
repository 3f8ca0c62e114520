package swoole4j.engine.tls;

import org.jspecify.annotations.Nullable;

/**
 * What a handshake has settled.
 *
 * @param protocol what ALPN chose, or null (RFC 7301)
 * @param clientCertificate the client's certificate in PEM, or null
 */
public record Secured(@Nullable String protocol, @Nullable String clientCertificate) {}

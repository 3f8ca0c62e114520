/** TLS: certificates, whom to trust, and the handshake that precedes a connection; Netty's and BoringSSL's API. */
@NullMarked
package swoole4j.engine.tls;

import org.jspecify.annotations.NullMarked;

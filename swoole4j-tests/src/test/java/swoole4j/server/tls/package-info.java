/** TLS, with certificates made by and clients out of OpenSSL, curl and the JDK. */
@NullMarked
package swoole4j.server.tls;

import org.jspecify.annotations.NullMarked;

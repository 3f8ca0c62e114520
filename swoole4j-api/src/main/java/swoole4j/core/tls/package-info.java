/** Keys, certificates and names of ciphers as files and options of OpenSSL have them. */
@NullMarked
package swoole4j.core.tls;

import org.jspecify.annotations.NullMarked;

/** The cases of RFC 6455 and RFC 7692, numbered as in the customary conformance suite, against a running echo server. */
@NullMarked
package swoole4j.conformance;

import org.jspecify.annotations.NullMarked;

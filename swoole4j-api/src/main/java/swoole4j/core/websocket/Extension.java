package swoole4j.core.websocket;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** One element of Sec-WebSocket-Extensions (RFC 6455 9.1). */
record Extension(String name, List<Parameter> parameters) {
    /** A parameter, with null for one that has no value. */
    record Parameter(String name, @Nullable String value) {}
}

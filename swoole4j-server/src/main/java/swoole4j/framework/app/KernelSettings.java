package swoole4j.framework.app;

import java.util.List;
import java.util.Set;

/**
 * The settings of a server that are the application layer's own.
 *
 * @param serial whether a connection's callbacks wait for each other, and its close for the last of them
 * @param closeOnOpenError whether a connection whose open callback threw is closed with 1011
 * @param closeOnMessageError the same of messages
 * @param handshakeTimeout seconds that a handshake may take
 * @param subprotocols those that are spoken, best first; empty for whatever is offered first
 */
record KernelSettings(
        boolean serial,
        boolean closeOnOpenError,
        boolean closeOnMessageError,
        double handshakeTimeout,
        List<String> subprotocols) {
    /** Their names; {@code message_order} is one of the bare server's too. */
    static final Set<String> NAMES = Set.of("on_open_error", "on_message_error", "handshake_timeout", "subprotocols");

    static final KernelSettings DEFAULTS = new KernelSettings(true, false, false, 10, List.of());

    KernelSettings {
        subprotocols = List.copyOf(subprotocols);
    }
}

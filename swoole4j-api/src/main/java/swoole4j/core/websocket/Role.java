package swoole4j.core.websocket;

/** The side of a WebSocket connection this code stands on. Any thread. */
public enum Role {
    /** Expects masked frames and sends unmasked ones (RFC 6455 5.1). */
    SERVER,
    /** Expects unmasked frames and sends masked ones (RFC 6455 5.1). */
    CLIENT
}

package swoole4j.core.websocket;

/** Which numbers may stand in a CLOSE frame. Any thread. */
public final class CloseCode {
    /** The connection has done its work. */
    public static final int NORMAL = 1000;
    /** The server shuts down or the user left the page. */
    public static final int GOING_AWAY = 1001;
    /** The peer broke the protocol. */
    public static final int PROTOCOL_ERROR = 1002;
    /** The absent code; never on the wire (RFC 6455 7.4.1). */
    public static final int NO_STATUS = 1005;
    /** A payload does not fit its type, such as text that is not UTF-8. */
    public static final int INVALID_DATA = 1007;
    /** A message is larger than the receiver takes. */
    public static final int TOO_BIG = 1009;
    /** The server did not agree to an extension as the client needs it. */
    public static final int EXTENSION_MISSING = 1010;

    private CloseCode() {}

    /**
     * Tells whether {@code code} may be sent and received in a CLOSE frame: 1000 to 1003, 1007 to 1014 and 3000 to
     * 4999 (RFC 6455 7.4.1, 7.4.2 and the registry it founded). Swoole takes any number.
     *
     * @param code the number to check
     * @return false for reserved, unassigned and local-only codes
     */
    public static boolean isValidOnWire(int code) {
        return code >= 3000 ? code <= 4999 : code >= 1007 ? code <= 1014 : code >= 1000 && code <= 1003;
    }
}

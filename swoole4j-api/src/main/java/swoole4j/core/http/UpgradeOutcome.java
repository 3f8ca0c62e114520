package swoole4j.core.http;

import org.jspecify.annotations.Nullable;

/** What {@link WebSocketHandshake} found a request to be. Values; any thread. */
public sealed interface UpgradeOutcome {
    /** A plain HTTP request: no {@code Upgrade} to {@code websocket}. */
    record NotUpgrade() implements UpgradeOutcome {
        /** The only value needed. */
        public static final NotUpgrade INSTANCE = new NotUpgrade();
    }

    /**
     * A correct opening handshake.
     *
     * @param acceptKey the value of {@code Sec-WebSocket-Accept}, null on an HTTP/2 stream (RFC 8441 5)
     * @param subprotocol the subprotocol to answer with, or null for none
     */
    record Accept(@Nullable String acceptKey, @Nullable String subprotocol) implements UpgradeOutcome {
        /**
         * Makes {@code head} the {@code 101} of Swoole: status and the standard headers in Swoole's order. From then on
         * the application can add headers, but not replace those of the handshake.
         */
        public void applyTo(ResponseHead head) {
            head.status(101, null);
            if (acceptKey != null) {
                head.put("Upgrade", "websocket");
                head.put("Connection", "Upgrade");
                head.put("Sec-WebSocket-Accept", acceptKey);
                head.put("Sec-WebSocket-Version", WebSocketHandshake.VERSION);
            }
            if (subprotocol != null) {
                head.put("Sec-WebSocket-Protocol", subprotocol);
            }
            head.reserveUpgradeHeaders();
        }
    }

    /**
     * A broken opening handshake, to be answered with {@code status} and the end of the connection. Differs from Swoole,
     * which checks nothing but the length of the key.
     *
     * @param status 400, or 426 for a version other than 13
     * @param reason what is wrong, for the log; not sent to the client
     */
    record Reject(int status, String reason) implements UpgradeOutcome {
        /** Makes {@code head} the answer; a 426 names the protocol and its version (RFC 6455 4.4, RFC 9110 15.5.22). */
        public void applyTo(ResponseHead head) {
            head.status(status, null);
            if (status == 426) {
                head.put("Upgrade", "websocket");
                head.put("Connection", "Upgrade");
                head.put("Sec-WebSocket-Version", WebSocketHandshake.VERSION);
            }
        }
    }
}

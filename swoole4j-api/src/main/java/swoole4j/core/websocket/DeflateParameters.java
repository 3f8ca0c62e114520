package swoole4j.core.websocket;

/**
 * What both sides agreed on for permessage-deflate (RFC 7692 7.1). Any thread.
 *
 * @param serverWindowBits LZ77 window of what the server sends, 8 to 15
 * @param clientWindowBits LZ77 window of what the client sends, 8 to 15
 * @param serverNoTakeover whether the server starts each message with an empty window
 * @param clientNoTakeover whether the client starts each message with an empty window
 */
public record DeflateParameters(
        int serverWindowBits, int clientWindowBits, boolean serverNoTakeover, boolean clientNoTakeover) {
    static final int MIN_WINDOW_BITS = 8;
    static final int MAX_WINDOW_BITS = 15;

    /** Refuses window sizes outside 8 to 15. */
    public DeflateParameters {
        checkWindowBits("serverWindowBits", serverWindowBits);
        checkWindowBits("clientWindowBits", clientWindowBits);
    }

    private static void checkWindowBits(String name, int bits) {
        if (bits < MIN_WINDOW_BITS || bits > MAX_WINDOW_BITS) {
            throw new IllegalArgumentException(name + " is " + bits + ", allowed are 8 to 15");
        }
    }

    int sendingWindowBits(Role role) {
        return role == Role.SERVER ? serverWindowBits : clientWindowBits;
    }

    boolean sendingTakeover(Role role) {
        return role == Role.SERVER ? !serverNoTakeover : !clientNoTakeover;
    }

    int receivingWindowBits(Role role) {
        return role == Role.SERVER ? clientWindowBits : serverWindowBits;
    }

    boolean receivingTakeover(Role role) {
        return role == Role.SERVER ? !clientNoTakeover : !serverNoTakeover;
    }
}

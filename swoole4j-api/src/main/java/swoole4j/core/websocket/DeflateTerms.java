package swoole4j.core.websocket;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The parameters of one permessage-deflate element (RFC 7692 7.1). Window bits are {@link #ABSENT}, {@link #NO_VALUE}
 * (client window only) or 8 to 15.
 */
record DeflateTerms(
        boolean serverNoTakeover, boolean clientNoTakeover, int serverMaxWindowBits, int clientMaxWindowBits) {
    static final String NAME = "permessage-deflate";
    static final String SERVER_NO_TAKEOVER = "server_no_context_takeover";
    static final String CLIENT_NO_TAKEOVER = "client_no_context_takeover";
    static final String SERVER_BITS = "server_max_window_bits";
    static final String CLIENT_BITS = "client_max_window_bits";

    static final int ABSENT = 0;
    static final int NO_VALUE = -1;
    private static final int INVALID = -2;

    /** Reads {@code extension}; null for another extension and for unknown, repeated or invalid parameters. */
    static @Nullable DeflateTerms of(Extension extension) {
        if (!extension.name().equalsIgnoreCase(NAME)) return null;
        boolean serverNoTakeover = false;
        boolean clientNoTakeover = false;
        int serverBits = ABSENT;
        int clientBits = ABSENT;
        for (Extension.Parameter parameter : extension.parameters()) {
            String value = parameter.value();
            int bits = value == null ? NO_VALUE : bits(value);
            switch (parameter.name().toLowerCase(Locale.ROOT)) {
                case SERVER_NO_TAKEOVER -> {
                    if (serverNoTakeover || value != null) return null;
                    serverNoTakeover = true;
                }
                case CLIENT_NO_TAKEOVER -> {
                    if (clientNoTakeover || value != null) return null;
                    clientNoTakeover = true;
                }
                case SERVER_BITS -> {
                    if (serverBits != ABSENT || bits < 0) return null;
                    serverBits = bits;
                }
                case CLIENT_BITS -> {
                    if (clientBits != ABSENT || bits == INVALID) return null;
                    clientBits = bits;
                }
                default -> {
                    return null;
                }
            }
        }
        return new DeflateTerms(serverNoTakeover, clientNoTakeover, serverBits, clientBits);
    }

    /** RFC 7692 7.1.2.1: a decimal 8 to 15 without leading zeros. */
    private static int bits(String value) {
        return switch (value) {
            case "8" -> 8;
            case "9" -> 9;
            case "10" -> 10;
            case "11" -> 11;
            case "12" -> 12;
            case "13" -> 13;
            case "14" -> 14;
            case "15" -> 15;
            default -> INVALID;
        };
    }
}

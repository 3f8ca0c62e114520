package swoole4j.core.websocket;

import org.jspecify.annotations.Nullable;

/**
 * The server's side of the permessage-deflate negotiation (RFC 7692 5 and 7.1). Swoole looks at the text before the
 * first semicolon only and answers with a constant; here the offers are read, and a simple one gets that same answer.
 * Any thread.
 */
public final class DeflateNegotiator {
    private DeflateNegotiator() {}

    /**
     * Accepts the first offer that can be met. Offers with unknown, repeated or invalid parameters are passed over.
     *
     * @param offers the client's Sec-WebSocket-Extensions, several header lines joined by commas
     * @param contextTakeover whether messages may refer to earlier ones; if not, the answer forbids it to both sides
     * @return the agreement, or null when no offer can be met
     */
    public static @Nullable DeflateAgreement negotiate(String offers, boolean contextTakeover) {
        for (Extension offer : ExtensionList.parse(offers).extensions()) {
            DeflateTerms terms = DeflateTerms.of(offer);
            if (terms != null) return accept(terms, contextTakeover);
        }
        return null;
    }

    private static DeflateAgreement accept(DeflateTerms terms, boolean contextTakeover) {
        boolean clientNoTakeover = !contextTakeover || terms.clientNoTakeover();
        boolean serverNoTakeover = !contextTakeover || terms.serverNoTakeover();
        int serverBits = terms.serverMaxWindowBits();
        int clientBits = terms.clientMaxWindowBits();
        StringBuilder answer = new StringBuilder(DeflateTerms.NAME);
        if (clientNoTakeover) answer.append("; ").append(DeflateTerms.CLIENT_NO_TAKEOVER);
        if (serverNoTakeover) answer.append("; ").append(DeflateTerms.SERVER_NO_TAKEOVER);
        if (serverBits > 0)
            answer.append("; ").append(DeflateTerms.SERVER_BITS).append('=').append(serverBits);
        if (clientBits > 0)
            answer.append("; ").append(DeflateTerms.CLIENT_BITS).append('=').append(clientBits);
        DeflateParameters parameters = new DeflateParameters(
                serverBits > 0 ? serverBits : DeflateParameters.MAX_WINDOW_BITS,
                clientBits > 0 ? clientBits : DeflateParameters.MAX_WINDOW_BITS,
                serverNoTakeover,
                clientNoTakeover);
        return new DeflateAgreement(parameters, answer.toString());
    }
}

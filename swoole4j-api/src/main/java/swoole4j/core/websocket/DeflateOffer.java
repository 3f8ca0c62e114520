package swoole4j.core.websocket;

import java.util.List;

/** What a client offers for permessage-deflate, and its check of the server's answer (RFC 7692 5 and 7.1). Any thread. */
public enum DeflateOffer {
    /** No message refers to an earlier one: the offer of Swoole's client. */
    WITHOUT_TAKEOVER("permessage-deflate; client_no_context_takeover; server_no_context_takeover"),
    /** Messages may refer to earlier ones, and the server may choose our window. */
    WITH_TAKEOVER("permessage-deflate; client_max_window_bits");

    private final String text;

    DeflateOffer(String text) {
        this.text = text;
    }

    /**
     * The value of the request's Sec-WebSocket-Extensions.
     *
     * @return one offer
     */
    public String text() {
        return text;
    }

    /**
     * Checks the server's answer to this offer. When the answer has no such header, nothing was agreed and this method
     * is not called.
     *
     * @param answer the response's Sec-WebSocket-Extensions, several header lines joined by commas
     * @return what holds for the connection
     * @throws ProtocolException with 1010 when the answer does not fit the offer; the connection must fail
     */
    public DeflateParameters agree(String answer) throws ProtocolException {
        ExtensionList list = ExtensionList.parse(answer);
        List<Extension> extensions = list.extensions();
        if (list.malformed() || extensions.size() != 1) throw ProtocolException.extensionAnswer(answer);
        DeflateTerms terms = DeflateTerms.of(extensions.getFirst());
        if (terms == null || !fits(terms)) throw ProtocolException.extensionAnswer(answer);
        return new DeflateParameters(
                bitsOrDefault(terms.serverMaxWindowBits()),
                bitsOrDefault(terms.clientMaxWindowBits()),
                terms.serverNoTakeover(),
                this == WITHOUT_TAKEOVER || terms.clientNoTakeover());
    }

    private boolean fits(DeflateTerms terms) {
        return switch (this) {
            // RFC 7692 7.1.1.1: accepting the offer means answering with the parameter; 7.1.2.2: it was not offered.
            case WITHOUT_TAKEOVER -> terms.serverNoTakeover() && terms.clientMaxWindowBits() == DeflateTerms.ABSENT;
            case WITH_TAKEOVER -> terms.clientMaxWindowBits() != DeflateTerms.NO_VALUE;
        };
    }

    private static int bitsOrDefault(int bits) {
        return bits > 0 ? bits : DeflateParameters.MAX_WINDOW_BITS;
    }
}

package swoole4j.core.websocket;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import swoole4j.Spec;

/** permessage-deflate: what the sides agree on. */
class Rfc7692Section5Test {
    private static final String SIMPLE = "permessage-deflate; client_no_context_takeover; server_no_context_takeover";

    private static String answer(String offers, boolean contextTakeover) {
        DeflateAgreement agreement = DeflateNegotiator.negotiate(offers, contextTakeover);
        if (agreement == null) return "none";
        DeflateParameters p = agreement.parameters();
        return agreement.answer() + " -> " + p.serverWindowBits() + " " + p.clientWindowBits() + " "
                + (p.serverNoTakeover() ? "server resets" : "server keeps") + " "
                + (p.clientNoTakeover() ? "client resets" : "client keeps");
    }

    @Nested
    class ServerWithoutTakeover {
        @ParameterizedTest
        @ValueSource(
                strings = {
                    "permessage-deflate",
                    "Permessage-Deflate",
                    "permessage-deflate; client_max_window_bits",
                    "permessage-deflate;client_max_window_bits",
                    "permessage-deflate; client_no_context_takeover",
                    "permessage-deflate; SERVER_no_context_takeover; client_no_context_takeover",
                    "  permessage-deflate\t;\tclient_max_window_bits ,",
                    ", ,permessage-deflate"
                })
        @Spec("websocket 138")
        void answersSimpleOffersAsSwoole(String offer) {
            assertEquals(SIMPLE + " -> 15 15 server resets client resets", answer(offer, false));
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "x-webkit-deflate-frame, permessage-deflate",
                    "permessage-deflate; foo, permessage-deflate",
                    "permessage-deflate; server_max_window_bits=16, permessage-deflate; client_max_window_bits",
                    "x-foo; a=\"b\", permessage-deflate",
                    "x-foo; a=\"b,c\", permessage-deflate",
                    "x-foo; a=\"b\\\"\"; c, permessage-deflate",
                    "x-foo; a=\"\", permessage-deflate",
                    "=, permessage-deflate",
                    "permessage-deflate; =3, permessage-deflate",
                    "permessage-deflate client_max_window_bits, permessage-deflate",
                    "permessage-deflate, x-foo",
                    "permessage-deflate, \"",
                    "permessage-deflate, x; a=\"b\\"
                })
        @Spec("websocket 139")
        void takesTheFirstOfferItUnderstands(String offers) {
            assertEquals(SIMPLE + " -> 15 15 server resets client resets", answer(offers, false));
        }

        @ParameterizedTest
        @CsvSource({
            "permessage-deflate; server_max_window_bits=10, ; server_max_window_bits=10, 10, 15",
            "permessage-deflate; server_max_window_bits=8, ; server_max_window_bits=8, 8, 15",
            "permessage-deflate; server_max_window_bits=15, ; server_max_window_bits=15, 15, 15",
            "permessage-deflate; server_max_window_bits=\"9\", ; server_max_window_bits=9, 9, 15",
            "permessage-deflate; server_max_window_bits=\"1\\1\", ; server_max_window_bits=11, 11, 15",
            "permessage-deflate; client_max_window_bits=12, ; client_max_window_bits=12, 15, 12",
            "permessage-deflate; client_max_window_bits = 13; server_max_window_bits =14, "
                    + "; server_max_window_bits=14; client_max_window_bits=13, 14, 13"
        })
        @Spec("websocket 141")
        void honoursWindowSizes(String offer, String added, int serverBits, int clientBits) {
            assertEquals(
                    SIMPLE + added + " -> " + serverBits + " " + clientBits + " server resets client resets",
                    answer(offer, false));
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "",
                    " ",
                    ",",
                    "x-webkit-deflate-frame",
                    "permessage-deflatex",
                    "permessage-deflate; foo=bar",
                    "permessage-deflate; foo",
                    "permessage-deflate; server_no_context_takeover=1",
                    "permessage-deflate; client_no_context_takeover=true",
                    "permessage-deflate; server_no_context_takeover; server_no_context_takeover",
                    "permessage-deflate; client_no_context_takeover; client_no_context_takeover",
                    "permessage-deflate; client_max_window_bits; client_max_window_bits",
                    "permessage-deflate; client_max_window_bits; client_max_window_bits=10",
                    "permessage-deflate; server_max_window_bits=10; server_max_window_bits=10",
                    "permessage-deflate; server_max_window_bits",
                    "permessage-deflate; server_max_window_bits=",
                    "permessage-deflate; server_max_window_bits=7",
                    "permessage-deflate; server_max_window_bits=16",
                    "permessage-deflate; server_max_window_bits=010",
                    "permessage-deflate; server_max_window_bits=+9",
                    "permessage-deflate; server_max_window_bits=\"10",
                    "permessage-deflate; server_max_window_bits=\"10\\",
                    "permessage-deflate; server_max_window_bits=\"1 0\"",
                    "permessage-deflate; client_max_window_bits=abc",
                    "permessage-deflate; client_max_window_bits=\"\"",
                    "permessage-deflate;",
                    "permessage-deflate; ;",
                    "permessage-deflate x",
                    "permessage-deflate=1",
                    "\"permessage-deflate\"",
                    "x; a=\"b, permessage-deflate",
                    "permessage\u2011deflate"
                })
        @Spec("websocket 140")
        void declinesWhatItCannotMeet(String offers) {
            assertEquals("none", answer(offers, false));
            assertEquals("none", answer(offers, true));
        }
    }

    @Nested
    class ServerWithTakeover {
        @ParameterizedTest
        @CsvSource({
            "permessage-deflate, permessage-deflate -> 15 15 server keeps client keeps",
            "permessage-deflate; client_max_window_bits, permessage-deflate -> 15 15 server keeps client keeps",
            "permessage-deflate; server_no_context_takeover, "
                    + "permessage-deflate; server_no_context_takeover -> 15 15 server resets client keeps",
            "permessage-deflate; client_no_context_takeover, "
                    + "permessage-deflate; client_no_context_takeover -> 15 15 server keeps client resets",
            "permessage-deflate; client_max_window_bits=9; server_max_window_bits=10, "
                    + "permessage-deflate; server_max_window_bits=10; client_max_window_bits=9"
                    + " -> 10 9 server keeps client keeps"
        })
        void forbidsItWhereTheClientAsks(String offer, String expected) {
            assertEquals(expected, answer(offer, true));
        }
    }

    @Nested
    class Client {
        @Test
        void offersWhatSwoolesClientOffers() {
            assertEquals(SIMPLE, DeflateOffer.WITHOUT_TAKEOVER.text());
            assertEquals("permessage-deflate; client_max_window_bits", DeflateOffer.WITH_TAKEOVER.text());
        }

        @ParameterizedTest
        @CsvSource({
            "WITHOUT_TAKEOVER, permessage-deflate; client_no_context_takeover; server_no_context_takeover, 15, 15, true, true",
            "WITHOUT_TAKEOVER, permessage-deflate; server_no_context_takeover, 15, 15, true, true",
            "WITHOUT_TAKEOVER, permessage-deflate; server_no_context_takeover; server_max_window_bits=9, 9, 15, true, true",
            "WITH_TAKEOVER, permessage-deflate, 15, 15, false, false",
            "WITH_TAKEOVER, permessage-deflate; client_max_window_bits=10, 15, 10, false, false",
            "WITH_TAKEOVER, Permessage-deflate; client_no_context_takeover; server_max_window_bits=12, 12, 15, false, true",
            "WITH_TAKEOVER, permessage-deflate; server_no_context_takeover, 15, 15, true, false"
        })
        void agrees(
                DeflateOffer offer, String answer, int server, int client, boolean serverResets, boolean clientResets)
                throws Exception {
            assertEquals(new DeflateParameters(server, client, serverResets, clientResets), offer.agree(answer));
        }

        @ParameterizedTest
        @CsvSource({
            "WITHOUT_TAKEOVER, permessage-deflate",
            "WITHOUT_TAKEOVER, permessage-deflate; client_no_context_takeover",
            "WITHOUT_TAKEOVER, permessage-deflate; server_no_context_takeover; client_max_window_bits=10",
            "WITH_TAKEOVER, permessage-deflate; client_max_window_bits",
            "WITH_TAKEOVER, permessage-deflate; server_max_window_bits=20",
            "WITH_TAKEOVER, permessage-deflate; unknown",
            "WITH_TAKEOVER, 'permessage-deflate, permessage-deflate'",
            "WITH_TAKEOVER, 'permessage-deflate, x-foo'",
            "WITH_TAKEOVER, x-foo",
            "WITH_TAKEOVER, 'permessage-deflate, ='",
            "WITH_TAKEOVER, ''"
        })
        void failsWith1010OnAnAnswerThatDoesNotFit(DeflateOffer offer, String answer) {
            ProtocolException e = assertThrows(ProtocolException.class, () -> offer.agree(answer));
            assertEquals(1010, e.closeCode());
            assertEquals("Sec-WebSocket-Extensions does not fit the offer: " + shown(answer), e.getMessage());
        }

        private static String shown(String answer) {
            return answer.length() > 60 ? answer.substring(0, 60) + "..." : answer;
        }

        @Test
        void doesNotRepeatALongAnswer() {
            ProtocolException e =
                    assertThrows(ProtocolException.class, () -> DeflateOffer.WITH_TAKEOVER.agree("x".repeat(10_000)));
            assertTrue(e.getMessage().getBytes(StandardCharsets.UTF_8).length <= ClosePayload.MAX_REASON);
        }

        @ParameterizedTest
        @ValueSource(booleans = {true, false})
        void andServerUnderstandEachOther(boolean contextTakeover) throws Exception {
            for (DeflateOffer offer : DeflateOffer.values()) {
                DeflateAgreement agreement = DeflateNegotiator.negotiate(offer.text(), contextTakeover);
                assertNotNull(agreement);
                assertEquals(agreement.parameters(), offer.agree(agreement.answer()));
            }
        }
    }

    @Nested
    class HostileHeaders {
        @Test
        void areReadInLinearTime() {
            assertTimeoutPreemptively(Duration.ofSeconds(5), () -> {
                for (String part :
                        new String[] {"x;", "x=\"", "\\\"", "permessage-deflate; a,", ",", "x; a=\"b,", "\""}) {
                    assertNull(DeflateNegotiator.negotiate(part.repeat(100_000), false));
                }
            });
        }
    }
}

package swoole4j.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import swoole4j.tests.Spec;

/**
 * Group 13: every combination of the parameters of permessage-deflate, with context takeover off and on at the server
 * (RFC 7692 7.1). What the client sends needs the whole window and, where it may, earlier messages; what the server sends
 * is read with no more window and context than agreed.
 */
@DisplayName("13 compression parameters")
class Case13ParametersTest {
    private static final List<String> FLAGS = List.of("", "; server_no_context_takeover");
    private static final List<String> CLIENT_FLAGS = List.of("", "; client_no_context_takeover");
    private static final int TEXT = 1;
    private static final int BINARY = 2;
    private static final int WHOLE = Integer.MAX_VALUE;
    /** The engine's smallest window in which it looks for repetitions. */
    private static final int FIRST_MATCHING_BITS = 10;
    /** Raw deflate knows no larger window, so with it there is nothing to break. */
    private static final int LARGEST_BITS = 15;

    @RegisterExtension
    static final EchoServers servers = new EchoServers();

    /**
     * One case.
     *
     * @param number of the combination
     * @param takeover whether the server allows it
     * @param offer of the client
     * @param transport of the server
     */
    record Case(int number, boolean takeover, String offer, String transport) {
        Map<String, ?> options() {
            return Map.of(
                    "websocket_compression", true, "websocket_context_takeover", takeover, "transport", transport);
        }

        @Override
        public String toString() {
            return "13." + number + " takeover " + (takeover ? "on" : "off") + ": " + offer
                    + (transport.equals("auto") ? "" : " over " + transport);
        }
    }

    static Stream<Case> combinations() {
        List<Case> cases = new ArrayList<>();
        for (boolean takeover : new boolean[] {false, true}) {
            for (String offer : offers()) cases.add(new Case(cases.size() + 1, takeover, offer, "auto"));
        }
        return cases.stream();
    }

    /** One combination in forty, and so each value of each parameter, on the other transports. */
    static Stream<Case> someOnOtherTransports() {
        return Transports.available()
                .filter(transport -> !transport.equals("auto"))
                .flatMap(transport -> combinations()
                        .filter(it -> it.number % 37 == 1)
                        .map(it -> new Case(it.number, it.takeover, it.offer, transport)));
    }

    private static List<String> offers() {
        List<String> serverBits = new ArrayList<>(List.of(""));
        List<String> clientBits = new ArrayList<>(List.of("", "; client_max_window_bits"));
        for (int bits = 8; bits <= 15; bits++) {
            serverBits.add("; server_max_window_bits=" + bits);
            clientBits.add("; client_max_window_bits=" + bits);
        }
        List<String> offers = new ArrayList<>();
        for (String ofServer : serverBits) {
            for (String ofClient : clientBits) {
                for (String flag : FLAGS) {
                    for (String clientFlag : CLIENT_FLAGS) {
                        offers.add("permessage-deflate" + flag + clientFlag + ofServer + ofClient);
                    }
                }
            }
        }
        return offers;
    }

    @Spec("websocket 141, 143, 148")
    @ParameterizedTest(quoteTextArguments = false, name = "{0}")
    @MethodSource("combinations")
    void bothSidesKeepTheAgreement(Case it) throws IOException {
        converse(it);
    }

    @ParameterizedTest(quoteTextArguments = false, name = "{0}")
    @MethodSource("someOnOtherTransports")
    void onOtherTransports(Case it) throws IOException {
        converse(it);
    }

    private static void converse(Case it) throws IOException {
        try (DeflatePair pair = DeflatePair.connect(servers, it.options(), it.offer)) {
            Agreement agreed = pair.agreed();
            if (!it.takeover) assertTrue(!agreed.serverTakeover() && !agreed.clientTakeover(), agreed::toString);
            smallMessages(pair);
            wholeClientWindow(pair);
            moreThanTheServerWindow(pair);
            pair.client().mustCloseCleanly();
        }
    }

    private static void smallMessages(DeflatePair pair) throws IOException {
        byte[] prose = Payloads.prose(300, 1);
        int first = pair.echo(TEXT, prose);
        int second = pair.echo(TEXT, prose);
        Agreement agreed = pair.agreed();
        if (agreed.serverTakeover() && agreed.serverBits() >= FIRST_MATCHING_BITS) {
            assertTrue(second * 4 < first, () -> second + " bytes after " + first + " bytes");
        } else {
            assertEquals(first, second);
        }
        byte[] random = Payloads.random(300);
        pair.echo(BINARY, random);
        pair.echo(BINARY, random, pair.writer().store(random), 100);
        pair.client().frame(0x81, prose); // not compressed, so not part of the client's context (RFC 7692 7.2.1)
        pair.receive(TEXT, prose);
        pair.echo(TEXT, prose, pair.writer().write(prose), 1);
    }

    /** Repetitions at the window's very distance, inside a message and, if allowed, across messages. */
    private static void wholeClientWindow(DeflatePair pair) throws IOException {
        int window = 1 << pair.agreed().clientBits();
        byte[] once = Payloads.random(window);
        byte[] andAgain = Arrays.copyOf(once, window + 100);
        System.arraycopy(once, 0, andAgain, window, 100);
        pair.echo(BINARY, andAgain, pair.writer().write(andAgain), 1000);
        assertEquals(window, pair.writer().largestDistance());
        byte[] goingOn = Arrays.copyOfRange(once, 100, 200);
        byte[] compressed = pair.writer().write(goingOn);
        assertEquals(pair.agreed().clientTakeover(), compressed.length < 20, "a reference to the message before");
        pair.echo(BINARY, goingOn, compressed, WHOLE);
    }

    /** Repetitions near and far, for which a larger window than the agreed one would be tempting. */
    private static void moreThanTheServerWindow(DeflatePair pair) throws IOException {
        int bits = pair.agreed().serverBits();
        int length = bits == LARGEST_BITS ? 8_000 : 5 << (bits - 1);
        byte[] prose = Payloads.prose(length, 2);
        pair.echo(TEXT, prose, pair.writer().write(prose), 700);
        byte[] random = Payloads.random(length / 3);
        byte[] twice = Arrays.copyOf(random, 2 * random.length);
        System.arraycopy(random, 0, twice, random.length, random.length);
        pair.echo(BINARY, twice, pair.writer().store(twice), WHOLE);
        pair.echo(BINARY, random, pair.writer().store(random), WHOLE);
    }
}

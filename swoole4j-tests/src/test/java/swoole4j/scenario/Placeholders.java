package swoole4j.scenario;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Replaces what differs from run to run in observed bytes and lines, so that they compare with a transcript. */
final class Placeholders {
    private static final Pattern DATE =
            Pattern.compile("(?i)(\r\ndate: )[A-Z][a-z]{2}, \\d\\d [A-Z][a-z]{2} \\d{4} \\d\\d:\\d\\d:\\d\\d GMT");
    private static final int PORTS = 4;

    private final int port;
    private final String fixtures;
    private final Map<String, Integer> clientPorts = new TreeMap<>();

    Placeholders(int port, String fixtures) {
        this.port = port;
        this.fixtures = fixtures;
    }

    void clientPort(String peer, int number) {
        clientPorts.put(peer, number);
    }

    /** The reverse, for what a step sends: only the port occurs there. */
    byte[] filledIn(byte[] sent) {
        return bytes(latin1(sent).replace("{PORT}", Integer.toString(port)));
    }

    byte[] in(byte[] observed) {
        return bytes(in(latin1(observed)));
    }

    String in(String observed) {
        String text = DATE.matcher(observed).replaceAll("$1{DATE}");
        for (int offset = 0; offset < PORTS; offset++) {
            text = number(text, port + offset, offset == 0 ? "{PORT}" : "{PORT+" + offset + "}");
        }
        for (var peer : clientPorts.entrySet()) {
            text = number(text, peer.getValue(), "{CPORT_" + peer.getKey() + "}");
        }
        return text.replace(fixtures, "{FIXTURES}");
    }

    private static String number(String text, int number, String name) {
        return Pattern.compile("(?<!\\d)" + number + "(?!\\d)")
                .matcher(text)
                .replaceAll(Matcher.quoteReplacement(name));
    }

    // One char per byte: bytes that are no text pass through unharmed.
    private static String latin1(byte[] bytes) {
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }

    private static byte[] bytes(String latin1) {
        return latin1.getBytes(StandardCharsets.ISO_8859_1);
    }
}

package swoole4j.scenario;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Replaces what differs from run to run in observed bytes and lines, so that they compare with a transcript. */
final class Placeholders {
    private static final Pattern DATE =
            Pattern.compile("(?i)(\r\ndate: )[A-Z][a-z]{2}, \\d\\d [A-Z][a-z]{2} \\d{4} \\d\\d:\\d\\d:\\d\\d GMT");
    private static final Pattern STYLE = Pattern.compile("(?s)<style>.*?</style>");
    private static final Pattern FOOTER = Pattern.compile("(?s)<footer>.*?</footer>");
    private static final Pattern LENGTH = Pattern.compile("(?i)(\r\ncontent-length: )\\d+");
    private static final Pattern GROUP = Pattern.compile("\\\\(\\d)");
    private static final int PORTS = 4;

    private final int port;
    private final String fixtures;
    private final Map<Pattern, String> rules = new LinkedHashMap<>();
    private final Map<String, Integer> clientPorts = new TreeMap<>();

    /**
     * Starts without a client.
     *
     * @param rules what a transcript replaces beyond that, expressions and their replacements, applied in order
     */
    Placeholders(int port, String fixtures, Map<String, String> rules) {
        this.port = port;
        this.fixtures = fixtures;
        rules.forEach((expression, replacement) -> {
            String literal = replacement.replace("$", "\\$");
            this.rules.put(Pattern.compile(expression), GROUP.matcher(literal).replaceAll("\\$$1"));
        });
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
        text = withoutLook(text.replace(fixtures, "{FIXTURES}"));
        for (var rule : rules.entrySet()) {
            text = rule.getKey().matcher(text).replaceAll(rule.getValue());
        }
        return text;
    }

    /** How the built-in pages look is left open, and so is their length. */
    private static String withoutLook(String text) {
        if (!text.contains("<style>") && !text.contains("<footer>")) return text;
        String page = STYLE.matcher(text).replaceAll("{STYLE}");
        page = FOOTER.matcher(page).replaceAll("{FOOTER}");
        return LENGTH.matcher(page).replaceAll("$1{LEN}");
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

package swoole4j.scenario;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/** The bytes of a step, written as {@code text}, {@code hex}, {@code parts} or {@code repeat_hex} and {@code count}. */
final class Payload {
    private static final int SHOWN = 600;

    private Payload() {}

    static byte[] of(JsonNode step) {
        if (step.has("parts")) {
            var all = new ByteArrayOutputStream();
            step.get("parts").forEach(part -> all.writeBytes(of(part)));
            return all.toByteArray();
        }
        if (step.has("repeat_hex")) {
            return hex(step.get("repeat_hex").asText().repeat(step.get("count").asInt()));
        }
        if (step.has("hex")) return hex(step.get("hex").asText());
        if (step.has("text")) return step.get("text").asText().getBytes(StandardCharsets.UTF_8);
        throw new AssertionError("no bytes in " + step);
    }

    /** For failure messages: text as it is, anything else in hex, both cut to a readable length. */
    static String describe(byte[] bytes) {
        if (bytes.length == 0) return "no bytes";
        String text = new String(bytes, StandardCharsets.UTF_8);
        boolean printable = text.chars().allMatch(c -> (c >= ' ' && c < 0x7f) || c == '\r' || c == '\n' || c == '\t');
        String shown =
                printable ? text.replace("\r\n", "\n    ") : HexFormat.of().formatHex(bytes);
        return shown.length() <= SHOWN ? shown : shown.substring(0, SHOWN) + "... (" + bytes.length + " bytes)";
    }

    private static byte[] hex(String digits) {
        return HexFormat.of().parseHex(digits);
    }
}

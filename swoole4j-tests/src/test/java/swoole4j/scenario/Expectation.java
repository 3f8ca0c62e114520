package swoole4j.scenario;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Compares what came with what a step wants; the failure text shows both. */
final class Expectation {
    private Expectation() {}

    /**
     * Compares by the kind that the step names.
     *
     * @param raw the bytes as they came
     * @param seen the bytes decoded and with placeholders, as far as the step asks for that
     */
    static void check(JsonNode step, byte[] raw, byte[] seen) {
        if (step.has("close_code")) {
            List<Integer> codes = new ArrayList<>();
            if (step.get("close_code").isArray()) {
                step.get("close_code").forEach(code -> codes.add(code.asInt()));
            } else {
                codes.add(step.get("close_code").asInt());
            }
            same(codes.contains(Frames.closeCode(raw)), "a close frame with a code of " + codes, Payload.describe(raw));
        } else if (step.has("starts_with")) {
            String start = step.get("starts_with").asText();
            boolean starts = new String(seen, StandardCharsets.UTF_8).startsWith(start);
            same(starts, start + "...", Payload.describe(seen));
        } else {
            equal(Payload.of(step), seen);
        }
    }

    static void equal(byte[] wanted, byte[] got) {
        if (!Arrays.equals(wanted, got)) {
            int at = Arrays.mismatch(wanted, got);
            same(false, Payload.describe(wanted), Payload.describe(got) + "\n  they differ from byte " + at + " on");
        }
    }

    static void equal(List<String> wanted, List<String> got) {
        String between = "\n          ";
        same(wanted.equals(got), String.join(between, wanted), String.join(between, got));
    }

    static void same(boolean same, String wanted, String got) {
        if (!same) throw new AssertionError("  wanted  " + wanted + "\n  got     " + got);
    }
}

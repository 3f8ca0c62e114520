package swoole4j.scenario;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/** Looks into the bytes of one frame that a server sent, which are unmasked. */
final class Frames {
    private static final byte[] TAIL = {0, 0, (byte) 0xff, (byte) 0xff};

    private Frames() {}

    /** The code of a whole close frame that carries one, -1 for anything else. */
    static int closeCode(byte[] frame) {
        boolean close = frame.length >= 4 && (frame[0] & 0xff) == 0x88 && frame[1] == frame.length - 2;
        return close ? ((frame[2] & 0xff) << 8) | (frame[3] & 0xff) : -1;
    }

    /** A frame as {@code fin= rsv= opcode= inflated=} and its payload: deflate may choose among many encodings. */
    static byte[] inflated(byte[] frame) {
        if (frame.length < 2) return frame;
        int head = frame[1] == 126 ? 4 : frame[1] == 127 ? 10 : 2;
        byte[] payload = Arrays.copyOfRange(frame, Math.min(head, frame.length), frame.length);
        int first = frame[0] & 0xff;
        boolean compressed = (first & 0x40) != 0;
        String logical = "fin=%d rsv=%d opcode=%d inflated=".formatted(first >> 7, (first >> 4) & 7, first & 15);
        var all = new ByteArrayOutputStream();
        all.writeBytes(logical.getBytes(StandardCharsets.US_ASCII));
        all.writeBytes(compressed ? inflate(payload) : payload);
        return all.toByteArray();
    }

    private static byte[] inflate(byte[] payload) {
        byte[] input = Arrays.copyOf(payload, payload.length + TAIL.length); // RFC 7692 7.2.2
        System.arraycopy(TAIL, 0, input, payload.length, TAIL.length);
        var output = new ByteArrayOutputStream();
        byte[] chunk = new byte[8192];
        try (var inflater = new Inflater(true)) {
            inflater.setInput(input);
            while (true) {
                int count = inflater.inflate(chunk);
                if (count == 0) return output.toByteArray();
                output.write(chunk, 0, count);
            }
        } catch (DataFormatException e) {
            return ("undecodable: " + e.getMessage()).getBytes(StandardCharsets.UTF_8);
        }
    }
}

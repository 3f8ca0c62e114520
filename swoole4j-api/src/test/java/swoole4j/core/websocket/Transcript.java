package swoole4j.core.websocket;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a reader makes of some bytes: a line per message or control frame, and one for the failure. */
final class Transcript implements MessageReader.Sink {
    private final List<String> lines = new ArrayList<>();
    private long largest;

    /** Feeds {@code bytes} in pieces that end at {@code cuts} (ascending). */
    static List<String> of(MessageReader reader, byte[] bytes, int... cuts) {
        Transcript transcript = new Transcript();
        int from = 0;
        for (int cut : cuts) {
            transcript.feed(reader, ByteBuffer.wrap(bytes, from, cut - from));
            from = cut;
        }
        transcript.feed(reader, ByteBuffer.wrap(bytes, from, bytes.length - from));
        return transcript.lines;
    }

    /** Feeds whole, from a direct buffer, cut at every place, and byte by byte; all must give the same. */
    static List<String> ofAllSplits(java.util.function.Supplier<MessageReader> readers, byte[] bytes) {
        List<String> whole = of(readers.get(), bytes);
        ByteBuffer direct = ByteBuffer.allocateDirect(bytes.length + 3)
                .position(3)
                .put(bytes)
                .position(3);
        Transcript fromDirect = new Transcript();
        fromDirect.feed(readers.get(), direct);
        assertEquals(whole, fromDirect.lines, "from a direct buffer");
        for (int cut = 0; cut <= bytes.length; cut++) {
            assertEquals(whole, of(readers.get(), bytes, cut), "cut at " + cut);
        }
        int[] everywhere = new int[bytes.length];
        for (int i = 0; i < everywhere.length; i++) everywhere[i] = i;
        assertEquals(whole, of(readers.get(), bytes, everywhere), "byte by byte");
        return whole;
    }

    List<String> lines() {
        return lines;
    }

    long largest() {
        return largest;
    }

    void feed(MessageReader reader, ByteBuffer in) {
        try {
            reader.read(in, this);
        } catch (ProtocolException e) {
            assertEquals(0, e.getStackTrace().length);
            assertFalse(e.getMessage().getBytes(StandardCharsets.UTF_8).length > ClosePayload.MAX_REASON);
            lines.add("fail " + e.closeCode() + " " + e.getMessage());
        }
    }

    @Override
    public boolean onMessage(int opcode, int flags, byte[] payload, boolean ascii) {
        largest = Math.max(largest, payload.length);
        String shown =
                opcode == Opcode.TEXT ? "'" + new String(payload, StandardCharsets.UTF_8) + "'" : Hex.of(payload);
        if (ascii) for (byte b : payload) assertFalse(b < 0);
        lines.add((opcode == Opcode.TEXT ? "text " : "binary ") + flags + " " + shown);
        return true;
    }

    @Override
    public boolean onControl(int opcode, int flags, byte[] payload) {
        String name = opcode == Opcode.CLOSE ? "close " : opcode == Opcode.PING ? "ping " : "pong ";
        lines.add(name + flags + " " + Hex.of(payload));
        return true;
    }

    static @Nullable String last(List<String> lines) {
        return lines.isEmpty() ? null : lines.getLast();
    }
}

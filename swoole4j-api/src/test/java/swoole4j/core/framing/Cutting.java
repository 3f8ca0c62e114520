package swoole4j.core.framing;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/** A reader that is fed piece by piece, and what it found: messages as text of one char per byte, then {@code error 1201}. */
final class Cutting {
    static final int LIMIT = 65536;

    private final PackageReader reader;
    private final List<String> found = new ArrayList<>();

    Cutting(Framing framing) {
        this(framing, LIMIT);
    }

    Cutting(Framing framing, int limit) {
        reader = new PackageReader(framing, limit);
    }

    Cutting feed(byte[] piece) {
        return feed(ByteBuffer.wrap(piece));
    }

    Cutting feed(String piece) {
        return feed(piece.getBytes(ISO_8859_1));
    }

    Cutting feed(ByteBuffer in) {
        try {
            reader.read(in, this::take);
        } catch (FramingException e) {
            found.add("error " + e.number());
        }
        assertFalse(in.hasRemaining(), "input is left although nobody stopped the reader");
        return this;
    }

    private boolean take(byte[] message) {
        return found.add(new String(message, ISO_8859_1));
    }

    Cutting mustFind(String... messages) {
        assertEquals(List.of(messages), found);
        return this;
    }

    Cutting mustFindHex(String... messages) {
        assertEquals(
                List.of(messages),
                found.stream()
                        .map(message -> message.startsWith("error")
                                ? message
                                : HexFormat.of().formatHex(message.getBytes(ISO_8859_1)))
                        .toList());
        return this;
    }

    List<String> found() {
        return found;
    }

    static byte[] hex(String hex) {
        return HexFormat.of().parseHex(hex.replace(" ", ""));
    }

    /** The same is found in the stream wherever it is cut once, and when it comes byte by byte. */
    static void inAnyPieces(Framing framing, byte[] stream, String... messages) {
        new Cutting(framing).feed(stream).mustFindHex(messages);
        for (int cut = 1; cut < stream.length; cut++) {
            new Cutting(framing)
                    .feed(ByteBuffer.wrap(stream, 0, cut))
                    .feed(ByteBuffer.wrap(stream, cut, stream.length - cut).slice())
                    .mustFindHex(messages);
        }
        Cutting bytewise = new Cutting(framing);
        ByteBuffer direct = ByteBuffer.allocateDirect(1);
        for (byte octet : stream) bytewise.feed(direct.put(0, octet).clear());
        bytewise.mustFindHex(messages);
    }
}

package swoole4j.core.websocket;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Whatever is sent, however it is fragmented, masked, interleaved and cut, is what arrives. */
class MessageRoundTripTest {
    private static final int ROUNDS = 300;
    private static final DeflateParameters TAKEOVER = new DeflateParameters(12, 11, false, false);

    private final List<byte[]> frames = new ArrayList<>();
    private final List<String> sent = new ArrayList<>();
    private Random random = new Random(0);

    @ParameterizedTest
    @EnumSource
    void randomConversationsArriveAsTheyWereSent(Role reader) {
        for (int round = 0; round < ROUNDS; round++) {
            random = new Random(round);
            frames.clear();
            sent.clear();
            boolean compress = random.nextInt(3) == 0;
            try (DeflatePool pool = new DeflatePool(-1);
                    DeflatePool peerPool = new DeflatePool(1)) {
                Role writer = reader == Role.SERVER ? Role.CLIENT : Role.SERVER;
                MessageDeflater deflater = compress ? peerPool.deflater(TAKEOVER, writer) : null;
                for (int i = 0; i < 12; i++) sendMessage(writer, deflater);
                MessageInflater inflater = compress ? pool.inflater(TAKEOVER, reader) : null;
                Transcript transcript = new Transcript();
                feedInPieces(new MessageReader(reader, 100_000, inflater), transcript);
                assertEquals(sent, transcript.lines(), "round " + round);
            }
        }
    }

    private void sendMessage(Role writer, MessageDeflater deflater) {
        boolean text = random.nextBoolean();
        byte[] payload = text ? randomText() : randomBytes();
        boolean compressed = deflater != null && payload.length > 0 && random.nextInt(4) > 0;
        byte[] wire = compressed ? deflater.deflate(payload) : payload;
        int opcode = text ? Opcode.TEXT : Opcode.BINARY;
        int from = 0;
        boolean more = random.nextBoolean();
        int first = opcode | (compressed ? FrameHeader.RSV1 : 0);
        while (more) {
            int to = from + random.nextInt(wire.length - from + 1);
            writeFrame(writer, first, Arrays.copyOfRange(wire, from, to));
            if (random.nextInt(3) == 0) sendPing(writer);
            from = to;
            first = Opcode.CONTINUATION;
            more = random.nextInt(4) > 0;
        }
        writeFrame(writer, first | FrameHeader.FIN, Arrays.copyOfRange(wire, from, wire.length));
        int flags = 1 | (compressed ? 6 : 0) | (writer == Role.CLIENT ? 32 : 0);
        sent.add(
                text
                        ? "text " + flags + " '" + new String(payload, StandardCharsets.UTF_8) + "'"
                        : "binary " + flags + " " + Hex.of(payload));
        if (random.nextInt(5) == 0) sendPing(writer);
    }

    private void sendPing(Role writer) {
        byte[] payload = new byte[random.nextInt(126)];
        random.nextBytes(payload);
        writeFrame(writer, FrameHeader.FIN | Opcode.PING, payload);
        sent.add("ping " + (writer == Role.CLIENT ? 33 : 1) + " " + Hex.of(payload));
    }

    private void writeFrame(Role writer, int first, byte[] payload) {
        byte[] frame = new byte[payload.length + FrameWriter.MAX_HEADER];
        int end = writer == Role.CLIENT
                ? FrameWriter.writeMasked(frame, 0, first, payload, 0, payload.length, random.nextInt())
                : FrameWriter.write(frame, 0, first, payload, 0, payload.length);
        frames.add(Arrays.copyOf(frame, end));
    }

    private void feedInPieces(MessageReader reader, Transcript transcript) {
        byte[] bytes = Frames.join(frames.toArray(byte[][]::new));
        int largest = random.nextBoolean() ? 20 : 20_000;
        for (int from = 0; from < bytes.length; ) {
            int length = Math.min(bytes.length - from, 1 + random.nextInt(largest));
            transcript.feed(reader, ByteBuffer.wrap(bytes, from, length));
            from += length;
        }
    }

    private byte[] randomBytes() {
        byte[] payload = new byte[random.nextInt(5) == 0 ? random.nextInt(70_000) : random.nextInt(300)];
        if (random.nextBoolean()) random.nextBytes(payload);
        return payload;
    }

    private byte[] randomText() {
        StringBuilder text = new StringBuilder();
        int words = random.nextInt(40);
        for (int i = 0; i < words; i++) {
            switch (random.nextInt(4)) {
                case 0 -> text.append("é€😀");
                case 1 -> text.append(i).append(' ');
                default -> text.append("words in a row ");
            }
        }
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }
}

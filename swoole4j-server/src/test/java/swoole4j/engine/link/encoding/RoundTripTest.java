package swoole4j.engine.link.encoding;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import swoole4j.engine.link.ToReactor;
import swoole4j.engine.link.ToWorker;

class RoundTripTest {
    private static final int ROUNDS = 300;

    static Stream<Arguments> everyType() {
        return Direction.both().stream()
                .flatMap(direction -> RandomMessages.types(direction.messages())
                        .map(type -> Arguments.of(direction, Named.of(type.getSimpleName(), type))));
    }

    @ParameterizedTest
    @MethodSource("everyType")
    <T> void everyMessageComesBackAsItWas(Direction<T> direction, Class<?> type) throws Exception {
        for (int seed = 0; seed < ROUNDS; seed++) {
            Direction.Encoded<T> encoded = direction.random(type, new RandomMessages(seed));
            ByteBuffer frame = new FrameReader(encoded.length()).read(ByteBuffer.wrap(encoded.frame()));
            assertNotNull(frame);
            T back = direction.codec().decode(frame);
            assertEquals(Contents.of(encoded.message()), Contents.of(back), "seed " + seed);
        }
    }

    @ParameterizedTest
    @MethodSource("everyType")
    <T> void aFrameNeedNotLieInAnArray(Direction<T> direction, Class<?> type) throws Exception {
        Direction.Encoded<T> encoded = direction.random(type, new RandomMessages(1));
        ByteBuffer direct = ByteBuffer.allocateDirect(encoded.length());
        T back = direction.codec().decode(direct.put(encoded.body()).flip());
        assertEquals(Contents.of(encoded.message()), Contents.of(back));
    }

    @Test
    void asAFrameThisIsThat() {
        FrameSink sink = new FrameSink();
        new ToWorkerCodec()
                .encode(new ToWorker.Message(100, 1, 1, "Hello".getBytes(StandardCharsets.US_ASCII), true), sink);
        byte[] frame = {0, 0, 0, 12, 5, (byte) 0xc8, 1, 2, 2, 5, 'H', 'e', 'l', 'l', 'o', 1};
        assertEquals(ByteBuffer.wrap(frame), ByteBuffer.wrap(Direction.all(sink)));
    }

    @Test
    void severalMessagesAreOneWrite() throws Exception {
        FrameSink sink = new FrameSink();
        ToReactorCodec codec = new ToReactorCodec();
        byte[] large = new byte[5000];
        new Random(1).nextBytes(large);
        List<ToReactor> messages =
                List.of(new ToReactor.Send(1, large), new ToReactor.Finish(1), new ToReactor.Send(2, large));
        for (ToReactor message : messages) codec.encode(message, sink);
        ByteBuffer all = ByteBuffer.wrap(Direction.all(sink));
        assertEquals(all, ByteBuffer.wrap(Direction.all(sink)), "as long as nothing is cleared");
        FrameReader reader = new FrameReader(6000);
        for (ToReactor message : messages) {
            ByteBuffer frame = reader.read(all);
            assertNotNull(frame);
            assertEquals(Contents.of(message), Contents.of(codec.decode(frame)));
        }
        sink.clear();
        assertTrue(sink.buffers().isEmpty());
    }

    @Test
    void aLargePayloadIsNotCopiedOnTheWayOut() {
        byte[] payload = new byte[16 << 20];
        FrameSink sink = new FrameSink();
        new ToReactorCodec().encode(new ToReactor.Push(7, 2, 1, payload), sink);
        assertSame(payload, sink.buffers().getLast().array());
    }

    @Test
    void sixteenMegabytesComeBack() throws Exception {
        byte[] payload = new byte[16 << 20];
        new Random(2).nextBytes(payload);
        FrameSink sink = new FrameSink();
        new ToReactorCodec().encode(new ToReactor.Send(7, payload), sink);
        ByteBuffer frame = new FrameReader(17 << 20).read(ByteBuffer.wrap(Direction.all(sink)));
        assertNotNull(frame);
        ToReactor.Send back = (ToReactor.Send) new ToReactorCodec().decode(frame);
        assertEquals(ByteBuffer.wrap(payload), ByteBuffer.wrap(back.data()));
    }

    @Test
    void onlyWhatIsToBeSentCrosses() {
        FrameSink sink = new FrameSink();
        new ToReactorCodec().encode(new ToReactor.Respond(1, new byte[100_000], 3, true, true), sink);
        assertEquals(4 + 1 + 1 + 1 + 3 + 2, Direction.all(sink).length);
    }

    @Test
    void whatFailedHalfwayLeavesNothing() {
        FrameSink sink = new FrameSink();
        ToReactorCodec codec = new ToReactorCodec();
        codec.encode(new ToReactor.Finish(1), sink);
        ToReactor broken = new ToReactor.StreamPart(1, 1, List.of(), new byte[5000], null, true);
        assertThrows(NullPointerException.class, () -> codec.encode(broken, sink));
        assertEquals(6, Direction.all(sink).length);
        codec.encode(new ToReactor.Finish(2), sink);
        byte[] both = {0, 0, 0, 2, 22, 2, 0, 0, 0, 2, 22, 4};
        assertEquals(ByteBuffer.wrap(both), ByteBuffer.wrap(Direction.all(sink)));
    }
}

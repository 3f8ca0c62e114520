package swoole4j.core.websocket;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import swoole4j.core.Allocation;

/**
 * Feeds the reader the saved corpus and seeded mutations of it. Whatever comes in, what comes out is messages and control
 * frames within their limits or one failure, it does not depend on how the input was cut, and memory stays bounded.
 * {@code -Dfuzz.mutations=N} runs longer.
 */
class FrameFuzzTest {
    private static final int MUTATIONS = Integer.getInteger("fuzz.mutations", 150);
    private static final int LIMIT = 4096;
    private static final DeflateParameters AGREED = new DeflateParameters(15, 15, false, false);
    private static final byte[] TEMPTING = Hex.bytes("00 01 02 08 09 0a 7d 7e 7f 80 81 82 88 89 c1 c2 41 fe ff");

    private final DeflatePool pool = new DeflatePool(-1);

    @AfterEach
    void close() {
        pool.close();
    }

    static List<Path> corpus() throws IOException, URISyntaxException {
        var folder = Objects.requireNonNull(FrameFuzzTest.class.getResource("/corpus/frames"));
        try (Stream<Path> files = Files.list(Path.of(folder.toURI()))) {
            return files.sorted().toList();
        }
    }

    private static byte[] read(Path file) throws IOException {
        try (Stream<String> lines = Files.lines(file)) {
            return Hex.bytes(lines.filter(line -> !line.startsWith("#")).collect(Collectors.joining()));
        }
    }

    @Test
    void theCorpusIsThere() throws Exception {
        assertTrue(corpus().size() >= 30);
    }

    @ParameterizedTest
    @MethodSource("corpus")
    void everySeedAndItsMutationsEndWell(Path seed) throws Exception {
        byte[] bytes = read(seed);
        List<byte[]> others = new ArrayList<>();
        for (Path other : corpus()) others.add(read(other));
        Random random = new Random(seed.getFileName().toString().hashCode());
        check(bytes, random);
        for (int i = 0; i < MUTATIONS; i++) {
            byte[] mutant = bytes;
            for (int rounds = 1 + random.nextInt(4); rounds > 0; rounds--) mutant = mutate(mutant, others, random);
            check(mutant, random);
        }
    }

    private void check(byte[] bytes, Random random) {
        for (Role role : Role.values()) {
            for (boolean compression : new boolean[] {false, true}) {
                List<String> whole = run(role, compression, bytes);
                assertEquals(whole, run(role, compression, bytes, cuts(bytes.length, 1, random)), () -> Hex.of(bytes));
                assertEquals(whole, run(role, compression, bytes, cuts(bytes.length, 9, random)), () -> Hex.of(bytes));
                assertTrue(
                        whole.stream().limit(Math.max(0, whole.size() - 1)).noneMatch(line -> line.startsWith("fail")));
                assertBounded(role, compression, bytes);
            }
        }
    }

    private MessageReader reader(Role role, boolean compression) {
        return new MessageReader(role, LIMIT, compression ? pool.inflater(AGREED, role) : null);
    }

    private List<String> run(Role role, boolean compression, byte[] bytes, int... cuts) {
        return Transcript.of(reader(role, compression), bytes, cuts);
    }

    private static int[] cuts(int length, int step, Random random) {
        int[] cuts = new int[length];
        int count = 0;
        for (int at = 0; at < length; at += 1 + random.nextInt(step)) cuts[count++] = at;
        return Arrays.copyOf(cuts, count);
    }

    private void assertBounded(Role role, boolean compression, byte[] bytes) {
        MessageReader reader = reader(role, compression);
        Limits limits = new Limits();
        long allocated = Allocation.of(() -> {
            try {
                reader.read(ByteBuffer.wrap(bytes), limits);
            } catch (ProtocolException e) {
                limits.delivered++;
            }
        });
        // A message may be inflated in steps that double; with takeover its tail is kept as history.
        long bound = 96 * 1024 + (limits.delivered + 1L) * 8 * LIMIT + 8L * bytes.length;
        assertTrue(allocated < bound, () -> allocated + " bytes allocated for " + Hex.of(bytes));
    }

    private static final class Limits implements MessageReader.Sink {
        private int delivered;

        @Override
        public boolean onMessage(int opcode, int flags, byte[] payload, boolean ascii) {
            delivered++;
            assertTrue(opcode == Opcode.TEXT || opcode == Opcode.BINARY);
            assertTrue(payload.length <= LIMIT);
            assertEquals(Flag.FIN, flags & Flag.FIN);
            return true;
        }

        @Override
        public boolean onControl(int opcode, int flags, byte[] payload) {
            delivered++;
            assertTrue(opcode >= Opcode.CLOSE && opcode <= Opcode.PONG);
            assertTrue(payload.length <= 125);
            return true;
        }
    }

    private static byte[] mutate(byte[] bytes, List<byte[]> others, Random random) {
        if (bytes.length == 0) return others.get(random.nextInt(others.size()));
        int at = random.nextInt(bytes.length);
        int length = random.nextInt(Math.min(16, bytes.length - at + 1));
        byte[] mutant = bytes.clone();
        switch (random.nextInt(6)) {
            case 0 -> mutant[at] ^= (byte) (1 << random.nextInt(8));
            case 1 -> mutant[at] = TEMPTING[random.nextInt(TEMPTING.length)];
            case 2 ->
                mutant = Frames.join(Arrays.copyOf(bytes, at), Arrays.copyOfRange(bytes, at + length, bytes.length));
            case 3 ->
                mutant = Frames.join(Arrays.copyOf(bytes, at + length), Arrays.copyOfRange(bytes, at, bytes.length));
            case 4 -> mutant = Arrays.copyOf(bytes, at);
            default -> mutant = Frames.join(Arrays.copyOf(bytes, at), others.get(random.nextInt(others.size())));
        }
        return mutant.length > 4096 ? Arrays.copyOf(mutant, 4096) : mutant;
    }
}

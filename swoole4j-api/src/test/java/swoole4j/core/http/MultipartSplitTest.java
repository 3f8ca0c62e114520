package swoole4j.core.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A form is the same however the network cuts it, and takes time that grows with its length only. */
class MultipartSplitTest {
    private static final String[] ATOMS = {"\r", "\n", "-", "--", "b", "bb", "\r\n--b", "\r\n--", " ", "x", "\r\n--bb"};

    private static final String FORM =
            "pre\r\n--b0\r\nContent-Disposition: form-data; name=\"t\"\r\n\r\nhello\r\n--b\r\n"
                    + "\r\n--b0 \r\nContent-Disposition: form-data; name=\"f\"; filename=\"a.bin\"\r\nContent-Type: x/y\r\n\r\n"
                    + "\r\n--b0-\r\n--b0x\r\r\n\r\n--b0\r\nContent-Disposition: form-data; name=\"e\"\r\n\r\n"
                    + "\r\n--b0--\r\nepilogue --b0";
    private static final List<String> PARTS =
            List.of("t=hello\r\n--b\r\n", "f[a.bin|x/y]=\r\n--b0-\r\n--b0x\r\r\n", "e=", "end");

    @Test
    void isTheSameWhenCutInTwoAnywhere() throws Exception {
        byte[] body = FORM.getBytes(StandardCharsets.ISO_8859_1);
        for (int cut = 0; cut <= body.length; cut++) {
            assertEquals(PARTS, MultipartLog.read("b0", body, cut), "cut at " + cut);
        }
    }

    @Test
    void isTheSameWhenItComesByteByByte() throws Exception {
        byte[] body = FORM.getBytes(StandardCharsets.ISO_8859_1);
        int[] everywhere = new int[body.length];
        for (int i = 0; i < body.length; i++) {
            everywhere[i] = i;
        }
        assertEquals(PARTS, MultipartLog.read("b0", body, everywhere));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void returnsWhatWasPutIn(long seed) throws Exception {
        Random random = new Random(seed);
        for (int round = 0; round < 2000; round++) {
            List<String> expected = new ArrayList<>();
            StringBuilder body = new StringBuilder();
            int parts = random.nextInt(4);
            for (int i = 0; i < parts; i++) {
                String data = noise(random);
                boolean file = random.nextBoolean();
                expected.add(file ? "n[f|]=" + data : "n=" + data);
                body.append("--bb0\r\nContent-Disposition: form-data; name=n")
                        .append(file ? "; filename=f\r\n\r\n" : "\r\n\r\n")
                        .append(data)
                        .append("\r\n");
            }
            expected.add("end");
            byte[] bytes = body.append("--bb0--").toString().getBytes(StandardCharsets.ISO_8859_1);
            int[] cuts =
                    random.ints(random.nextInt(6), 0, bytes.length + 1).sorted().toArray();
            assertEquals(expected, MultipartLog.read("bb0", bytes, cuts), () -> "seed " + seed + ": " + body);
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {11, 12, 13})
    void isTheSameOrTheSameFailureForAnyBytes(long seed) {
        Random random = new Random(seed);
        for (int round = 0; round < 3000; round++) {
            byte[] body = FORM.getBytes(StandardCharsets.ISO_8859_1);
            for (int i = random.nextInt(8); i >= 0; i--) {
                body[random.nextInt(body.length)] = (byte) "\r\n-b0 :;=\"\\x\0".charAt(random.nextInt(13));
            }
            int[] cuts =
                    random.ints(random.nextInt(6), 0, body.length + 1).sorted().toArray();
            assertEquals(outcome(body), outcome(body, cuts));
        }
    }

    @Test
    void costsTheSameForEveryByteOfAHostileBody() throws Exception {
        String hostile = "\r\n--" + "b".repeat(69);
        byte[] piece = hostile.repeat(200).getBytes(StandardCharsets.ISO_8859_1);
        MultipartLog log = new MultipartLog(Integer.MAX_VALUE);
        MultipartReader reader = new MultipartReader("b".repeat(70), 10, 10, log);
        reader.feed(ByteBuffer.wrap(
                ("--" + "b".repeat(70) + "\r\nContent-Disposition: form-data; name=n; filename=f\r\n\r\n")
                        .getBytes(StandardCharsets.ISO_8859_1)));
        for (int i = 0; i < 50; i++) {
            reader.feed(ByteBuffer.wrap(piece));
        }
        reader.finish();
        int expected = piece.length * 50 - hostile.length(); // the last one could still become a boundary
        assertEquals(List.of("drop n[f|]=" + expected), log.lines);
    }

    @Test
    void readsDirectBuffersToo() throws Exception {
        byte[] body = FORM.getBytes(StandardCharsets.ISO_8859_1);
        MultipartLog log = new MultipartLog(Integer.MAX_VALUE);
        MultipartReader reader = new MultipartReader("b0", 10, 1000, log);
        reader.feed(ByteBuffer.allocateDirect(body.length).put(body).flip());
        assertTrue(reader.finish());
        assertEquals(PARTS.subList(0, 3), log.lines);
    }

    @Test
    void leavesNothingToReadAfterAFailure() {
        MultipartReader reader = new MultipartReader("b", 10, 1000, new MultipartLog(0));
        assertThrows(
                MultipartException.class,
                () -> reader.feed(ByteBuffer.wrap("--b\r\nbad\r\n--b".getBytes(StandardCharsets.ISO_8859_1))));
        assertEquals(false, reader.finish());
    }

    private static String outcome(byte[] body, int... cuts) {
        try {
            return MultipartLog.read("b0", body, cuts).toString();
        } catch (MultipartException refusal) {
            return refusal.status() + refusal.getMessage();
        }
    }

    private static String noise(Random random) {
        StringBuilder out = new StringBuilder();
        for (int i = random.nextInt(12); i > 0; i--) {
            out.append(ATOMS[random.nextInt(ATOMS.length)]);
        }
        return out.toString();
    }
}

package swoole4j.testing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http2.DefaultHttp2HeadersDecoder;
import io.netty.handler.codec.http2.Http2Exception;
import io.netty.handler.codec.http2.Http2Headers;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * An HTTP/2 client that sends any frames, right or wrong, and keeps what comes by stream. Waits ten seconds at most. It
 * gives windows back as data comes unless it was told to hold them. For one thread.
 */
public final class Http2Client implements AutoCloseable {
    public static final int DATA = 0;
    public static final int HEADERS = 1;
    public static final int RST_STREAM = 3;
    public static final int SETTINGS = 4;
    public static final int PING = 6;
    public static final int GOAWAY = 7;
    public static final int WINDOW_UPDATE = 8;
    public static final int CONTINUATION = 9;

    public static final int END_STREAM = 1;
    public static final int ACK = 1;
    public static final int END_HEADERS = 4;

    /** RFC 9113 3.4. */
    public static final byte[] PREFACE = "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".getBytes(StandardCharsets.US_ASCII);

    private static final long DEADLINE_NANOS = TimeUnit.SECONDS.toNanos(10);

    private final Socket socket;
    private final DataInputStream in;
    private final DefaultHttp2HeadersDecoder hpack = new DefaultHttp2HeadersDecoder(false, false, 1 << 20);
    private final Map<Integer, Answer> answers = new HashMap<>();
    private final Map<Integer, Integer> settings = new HashMap<>();
    private final List<byte[]> pings = new ArrayList<>();
    private final Map<Integer, Integer> windows = new HashMap<>();
    private byte @Nullable [] goAway;
    private boolean holding;
    private boolean settled;
    private boolean ended;

    /** What came on one stream. */
    public static final class Answer {
        private final List<List<String>> heads = new ArrayList<>();
        private final ByteArrayOutputStream data = new ByteArrayOutputStream();
        private boolean ended;
        private @Nullable Integer reset;

        /** Returns the fields of the head as lines {@code name: value}. */
        public List<String> head() {
            return heads.getFirst();
        }

        /** Returns all heads, the trailers last. */
        public List<List<String>> heads() {
            return heads;
        }

        public byte[] bytes() {
            return data.toByteArray();
        }

        public String text() {
            return data.toString(StandardCharsets.UTF_8);
        }

        public boolean isEnded() {
            return ended;
        }

        public @Nullable Integer reset() {
            return reset;
        }

        /** Returns the status of the last head with one. */
        public int status() {
            return Integer.parseInt(String.valueOf(field(":status")));
        }

        /** Returns the value of a field, or null. */
        public @Nullable String field(String name) {
            for (String line : head()) {
                if (line.startsWith(name + ": ")) return line.substring(name.length() + 2);
            }
            return null;
        }

        @Override
        public String toString() {
            return heads + " " + data.size() + " bytes, ended " + ended + ", reset " + reset;
        }
    }

    private Http2Client(Socket socket) throws IOException {
        this.socket = socket;
        this.in = new DataInputStream(socket.getInputStream());
        socket.setTcpNoDelay(true);
    }

    /** Connects and sends nothing. */
    public static Http2Client raw(int port) throws IOException {
        return new Http2Client(new Socket(InetAddress.getLoopbackAddress(), port));
    }

    /** Connects, with these settings as pairs of identifier and value. */
    public static Http2Client connect(int port, int... settings) throws IOException {
        return raw(port).begin(settings);
    }

    /** Connects with a small receive buffer. */
    public static Http2Client connectSlow(int port, int receiveBuffer, int... settings) throws IOException {
        Socket socket = new Socket();
        socket.setReceiveBufferSize(receiveBuffer);
        socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        return new Http2Client(socket).begin(settings);
    }

    /** Sends preface and settings. */
    public Http2Client begin(int... pairs) throws IOException {
        send(PREFACE);
        settings(pairs);
        return this;
    }

    /** Gives no windows back from here on. */
    public Http2Client hold() {
        holding = true;
        return this;
    }

    // ---- sending

    public Http2Client send(byte[] bytes) throws IOException {
        socket.getOutputStream().write(bytes);
        return this;
    }

    public static byte[] frameBytes(int type, int flags, int stream, byte[] payload) {
        return ByteBuffer.allocate(9 + payload.length)
                .put((byte) (payload.length >> 16))
                .putShort((short) payload.length)
                .put((byte) type)
                .put((byte) flags)
                .putInt(stream)
                .put(payload)
                .array();
    }

    public Http2Client frame(int type, int flags, int stream, byte[] payload) throws IOException {
        return send(frameBytes(type, flags, stream, payload));
    }

    public Http2Client settings(int... pairs) throws IOException {
        ByteBuffer payload = ByteBuffer.allocate(3 * pairs.length);
        for (int i = 0; i < pairs.length; i += 2)
            payload.putShort((short) pairs[i]).putInt(pairs[i + 1]);
        return frame(SETTINGS, 0, 0, payload.array());
    }

    /** Returns the fields as literals, uncompressed and unchecked. */
    public static byte[] block(String... fields) {
        ByteArrayOutputStream block = new ByteArrayOutputStream();
        for (int i = 0; i < fields.length; i++) {
            if (i % 2 == 0) block.write(0);
            byte[] text = fields[i].getBytes(StandardCharsets.ISO_8859_1);
            length(block, text.length);
            block.writeBytes(text);
        }
        return block.toByteArray();
    }

    private static void length(ByteArrayOutputStream block, int length) {
        if (length < 127) {
            block.write(length);
            return;
        }
        block.write(127);
        int rest = length - 127;
        for (; rest >= 128; rest >>= 7) block.write((rest & 127) | 128);
        block.write(rest);
    }

    /** Sends a head with exactly these names and values. */
    public Http2Client head(int stream, boolean last, String... fields) throws IOException {
        return frame(HEADERS, END_HEADERS | (last ? END_STREAM : 0), stream, block(fields));
    }

    /** Returns the pseudo-headers of a request, and more fields. */
    public static String[] fields(String method, String path, String... more) {
        String[] all = new String[8 + more.length];
        String[] pseudo = {":method", method, ":scheme", "http", ":authority", "localhost", ":path", path};
        System.arraycopy(pseudo, 0, all, 0, 8);
        System.arraycopy(more, 0, all, 8, more.length);
        return all;
    }

    /** Sends a request without a body. */
    public Http2Client request(int stream, String method, String path, String... more) throws IOException {
        return head(stream, true, fields(method, path, more));
    }

    /** Sends the head of a request with a body. */
    public Http2Client post(int stream, String path, String... more) throws IOException {
        return head(stream, false, fields("POST", path, more));
    }

    public Http2Client data(int stream, boolean last, byte[] data) throws IOException {
        return frame(DATA, last ? END_STREAM : 0, stream, data);
    }

    public Http2Client data(int stream, boolean last, String data) throws IOException {
        return data(stream, last, data.getBytes(StandardCharsets.UTF_8));
    }

    public Http2Client window(int stream, int more) throws IOException {
        return frame(
                WINDOW_UPDATE, 0, stream, ByteBuffer.allocate(4).putInt(more).array());
    }

    /** Ends the sending side of the connection. */
    public Http2Client halfClose() throws IOException {
        socket.shutdownOutput();
        return this;
    }

    public Http2Client reset(int stream, int code) throws IOException {
        return frame(RST_STREAM, 0, stream, ByteBuffer.allocate(4).putInt(code).array());
    }

    public Http2Client ping(long data) throws IOException {
        return frame(PING, 0, 0, ByteBuffer.allocate(8).putLong(data).array());
    }

    // ---- receiving

    /** Waits for the whole answer on a stream, or its reset. */
    public Answer answer(int stream) throws IOException {
        Answer answer = of(stream);
        await(() -> answer.ended || answer.reset != null, "the answer on stream " + stream);
        return answer;
    }

    /** Waits for the head of the answer on a stream. */
    public Answer answerHead(int stream) throws IOException {
        Answer answer = of(stream);
        await(() -> !answer.heads.isEmpty() || answer.reset != null, "a head on stream " + stream);
        return answer;
    }

    /** Returns what came on a stream so far. */
    public Answer of(int stream) {
        return answers.computeIfAbsent(stream, _ -> new Answer());
    }

    /** Sends a request and returns its answer. */
    public Answer get(int stream, String path, String... more) throws IOException {
        return request(stream, "GET", path, more).answer(stream);
    }

    /** The stream is reset with this code. */
    public void mustReset(int stream, int code) throws IOException {
        Answer answer = of(stream);
        await(() -> answer.reset != null || goAway != null, "a reset of stream " + stream);
        assertEquals(code, answer.reset, answer::toString);
    }

    /** The server says that the connection ends, and why; returns the highest stream it knows. */
    public int mustGoAway(int code) throws IOException {
        await(() -> goAway != null, "GOAWAY");
        ByteBuffer payload = ByteBuffer.wrap(goAway == null ? new byte[8] : goAway);
        int last = payload.getInt();
        assertEquals(code, payload.getInt(), () -> "the code of GOAWAY");
        return last;
    }

    public boolean hasGoAway() {
        return goAway != null;
    }

    /** The connection ends. */
    public void mustEnd() throws IOException {
        await(() -> ended, "the end");
    }

    /** Waits until the server's settings and its answer to ours have come. */
    public Map<Integer, Integer> serverSettings() throws IOException {
        await(() -> settled && !settings.isEmpty(), "settings");
        return settings;
    }

    /** Waits for a PING, or the answer to one. */
    public byte[] nextPing() throws IOException {
        await(() -> !pings.isEmpty(), "a ping");
        return pings.removeFirst();
    }

    /** All that the server did because of what was sent before has come. */
    public Http2Client sync() throws IOException {
        ping(0x73796e63);
        await(() -> pings.removeIf(ping -> ByteBuffer.wrap(ping).getLong() == 0x73796e63), "the answer to a ping");
        return this;
    }

    /** Returns by how much the server opened a window. */
    public int windowOf(int stream) {
        return windows.getOrDefault(stream, 0);
    }

    /** Reads until that is so. */
    public void await(BooleanSupplier condition, String wanted) throws IOException {
        long deadline = System.nanoTime() + DEADLINE_NANOS;
        while (!condition.getAsBoolean()) {
            if (ended) fail("the connection has ended, missing: " + wanted);
            long millis = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
            try {
                socket.setSoTimeout((int) Math.max(1, millis));
                receive();
            } catch (SocketTimeoutException e) {
                fail("not received in time: " + wanted + "; " + answers, e);
            } catch (EOFException | SocketException _) {
                ended = true;
            }
        }
    }

    private void receive() throws IOException {
        int length = in.readUnsignedByte() << 16 | in.readUnsignedShort();
        int type = in.readUnsignedByte();
        int flags = in.readUnsignedByte();
        int stream = in.readInt();
        byte[] payload = in.readNBytes(length);
        assertTrue(length <= 16384, () -> "a frame of " + length + " bytes");
        switch (type) {
            case DATA -> data(of(stream), stream, flags, payload);
            case HEADERS -> headers(of(stream), flags, payload);
            case RST_STREAM -> of(stream).reset = ByteBuffer.wrap(payload).getInt();
            case SETTINGS -> settings(flags, payload);
            case PING -> pings.add(payload);
            case GOAWAY -> goAway = payload;
            case WINDOW_UPDATE -> windows.merge(stream, ByteBuffer.wrap(payload).getInt(), Integer::sum);
            default -> fail("unexpected frame of type " + type);
        }
    }

    private void data(Answer answer, int stream, int flags, byte[] payload) throws IOException {
        assertTrue(!answer.ended, "data behind the end");
        answer.data.writeBytes(payload);
        answer.ended = (flags & END_STREAM) != 0;
        if (holding || payload.length == 0) return;
        window(0, payload.length);
        if (!answer.ended) window(stream, payload.length);
    }

    private void headers(Answer answer, int flags, byte[] payload) {
        assertTrue((flags & END_HEADERS) != 0, "a head in several frames");
        assertTrue((flags & 0x28) == 0, "padding or priority");
        List<String> lines = new ArrayList<>();
        try {
            Http2Headers headers = hpack.decodeHeaders(1, Unpooled.wrappedBuffer(payload));
            headers.forEach(field -> lines.add(field.getKey() + ": " + field.getValue()));
        } catch (Http2Exception e) {
            fail("undecodable head", e);
        }
        answer.heads.add(lines);
        answer.ended = (flags & END_STREAM) != 0;
    }

    private void settings(int flags, byte[] payload) throws IOException {
        if ((flags & ACK) != 0) {
            settled = true;
            return;
        }
        ByteBuffer pairs = ByteBuffer.wrap(payload);
        while (pairs.hasRemaining()) settings.put((int) pairs.getShort(), pairs.getInt());
        frame(SETTINGS, ACK, 0, new byte[0]);
    }

    /** Ends at once. */
    public void abort() throws IOException {
        socket.setSoLinger(true, 0);
        socket.close();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}

package swoole4j.testing;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A client that sends any bytes and demands exact answers. What it reads must come within ten seconds; nothing may be left
 * unread when it is closed. For one thread.
 */
public final class RawClient implements AutoCloseable {
    private static final long DEADLINE_NANOS = TimeUnit.SECONDS.toNanos(10);
    private static final int BUFFER = 64 * 1024;
    private static final String KEY = "dGhlIHNhbXBsZSBub25jZQ==";
    private static final HexFormat HEX = HexFormat.of();

    private final Socket socket;
    private final InputStream in;
    private final ByteBuffer unread = ByteBuffer.allocate(BUFFER).limit(0);
    private ResponseText head = new ResponseText(List.of());
    private int chop = Integer.MAX_VALUE;
    private boolean ended;
    private boolean aborted;

    private RawClient(Socket socket) throws IOException {
        this.socket = socket;
        this.in = socket.getInputStream();
    }

    /** Connects to a port of this machine. */
    public static RawClient connect(int port) throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setTcpNoDelay(true);
        return new RawClient(socket);
    }

    /** Uses a socket that is connected, such as one of TLS. */
    public static RawClient over(Socket socket) throws IOException {
        return new RawClient(socket);
    }

    /** Connects with a small receive window, so that what is not read stays with the server. */
    public static RawClient connect(int port, int receiveBuffer) throws IOException {
        Socket socket = new Socket();
        socket.setReceiveBufferSize(receiveBuffer);
        socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        socket.setTcpNoDelay(true);
        return new RawClient(socket);
    }

    // ---- the opening handshake

    /** Upgrades with {@code GET /} and these lines besides the necessary ones; anything but a right 101 fails the test. */
    public RawClient upgrade(String... headerLines) throws IOException {
        return upgradeTo("/", headerLines);
    }

    /** Upgrades with a GET request for that. */
    public RawClient upgradeTo(String target, String... headerLines) throws IOException {
        StringBuilder request = new StringBuilder(
                        "GET " + target + " HTTP/1.1\r\nHost: 127.0.0.1\r\nUpgrade: websocket\r\n")
                .append("Connection: Upgrade\r\nSec-WebSocket-Key: " + KEY + "\r\nSec-WebSocket-Version: 13\r\n");
        for (String line : headerLines) request.append(line).append("\r\n");
        sendText(request.append("\r\n").toString());
        readHead();
        assertEquals(101, head.status(), head::toString);
        assertEquals(accept(KEY), head.header("Sec-WebSocket-Accept"));
        return this;
    }

    /** Returns the head that was read last. */
    public ResponseText head() {
        return head;
    }

    /** Reads the head of a response. */
    public ResponseText readHead() throws IOException {
        List<String> lines = new ArrayList<>();
        for (String line = readLine(); !line.isEmpty(); line = readLine()) lines.add(line);
        head = new ResponseText(List.copyOf(lines));
        return head;
    }

    /** Reads one line that ends with CR LF. */
    public String readLine() throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int octet = readByte(); octet != '\n'; octet = readByte()) line.write(octet);
        String text = line.toString(StandardCharsets.ISO_8859_1);
        assertTrue(text.endsWith("\r"), () -> "a line ends without CR: " + text);
        return text.substring(0, text.length() - 1);
    }

    private static String accept(String key) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-1")
                    .digest((key + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11").getBytes(StandardCharsets.US_ASCII));
            return Base64.getEncoder().encodeToString(digest);
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    // ---- sending

    /** From now on everything is sent in pieces of so many bytes, each in a write of its own. */
    public RawClient chop(int size) {
        chop = size;
        return this;
    }

    /** Sends bytes as they are. */
    public RawClient send(byte[] bytes) throws IOException {
        for (int at = 0; at < bytes.length; ) {
            int count = Math.min(chop, bytes.length - at);
            socket.getOutputStream().write(bytes, at, count);
            at += count;
        }
        return this;
    }

    /** Sends bytes given in hex; blanks do not matter. */
    public RawClient sendHex(String hex) throws IOException {
        return send(hex(hex));
    }

    /** Sends ISO-8859-1 text as it is. */
    public RawClient sendText(String text) throws IOException {
        return send(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    /** Sends a masked frame; {@code first} holds FIN, RSV bits and opcode, such as 0x81. See {@link Frames#masked}. */
    public RawClient frame(int first, byte[] payload) throws IOException {
        return send(Frames.masked(first, payload));
    }

    /** Sends a masked frame with UTF-8 payload. */
    public RawClient frame(int first, String payload) throws IOException {
        return frame(first, payload.getBytes(StandardCharsets.UTF_8));
    }

    /** Sends a whole text message. */
    public RawClient text(String payload) throws IOException {
        return frame(0x81, payload);
    }

    /** Sends a whole binary message. */
    public RawClient binary(byte[] payload) throws IOException {
        return frame(0x82, payload);
    }

    /** Sends a close frame with a code and no reason. */
    public RawClient closeFrame(int code) throws IOException {
        return frame(0x88, new byte[] {(byte) (code >> 8), (byte) code});
    }

    /** Ends the sending side. */
    public RawClient halfClose() throws IOException {
        socket.shutdownOutput();
        return this;
    }

    // ---- receiving

    /** Reads one frame, which must be unmasked and have a minimal length. */
    public WireFrame read() throws IOException {
        int first = readByte();
        int code = readByte();
        assertTrue(code < 0x80, "a server's frame is masked (RFC 6455 5.1)");
        long length = code < 126 ? code : number(code == 126 ? 2 : 8);
        assertTrue(code < 126 || length > (code == 126 ? 125 : 0xffff), () -> "length " + length + " is not minimal");
        assertTrue((first & 8) == 0 || length < 126, () -> "a control frame of " + length + " bytes");
        return new WireFrame(first, readBytes(Math.toIntExact(length)));
    }

    /** Reads exactly so many bytes. */
    public byte[] readBytes(int count) throws IOException {
        byte[] bytes = new byte[count];
        long deadline = System.nanoTime() + DEADLINE_NANOS;
        for (int at = 0; at < count; ) {
            if (!unread.hasRemaining()) fill(deadline, "byte " + at + " of " + count);
            int piece = Math.min(count - at, unread.remaining());
            unread.get(bytes, at, piece);
            at += piece;
        }
        return bytes;
    }

    /** Reads all that comes before the end of the connection. */
    public byte[] readToEnd() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        long deadline = System.nanoTime() + DEADLINE_NANOS;
        do {
            bytes.write(unread.array(), unread.position(), unread.remaining());
            unread.position(unread.limit());
        } while (receive(deadline, "the end"));
        return bytes.toByteArray();
    }

    /** The next frame has this first byte and payload. */
    public RawClient mustReceive(int first, byte[] payload) throws IOException {
        WireFrame frame = read();
        assertEquals(HEX.toHexDigits((byte) first), HEX.toHexDigits((byte) frame.first()), frame::toString);
        assertArrayEquals(payload, frame.payload());
        return this;
    }

    /** The next frame has this first byte and UTF-8 payload. */
    public RawClient mustReceive(int first, String payload) throws IOException {
        return mustReceive(first, payload.getBytes(StandardCharsets.UTF_8));
    }

    /** The next bytes are these; blanks do not matter. */
    public RawClient mustReceiveHex(String hex) throws IOException {
        byte[] expected = hex(hex);
        assertEquals(HEX.formatHex(expected), HEX.formatHex(readBytes(expected.length)));
        return this;
    }

    /** The server sends one close frame with this code and a proper reason, then ends the connection. */
    public void mustFailWith(int code) throws IOException {
        WireFrame frame = read();
        assertEquals(0x88, frame.first(), () -> "expected a close frame, not " + frame);
        assertEquals(code, frame.closeCode(), frame::toString);
        try {
            StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(frame.payload(), 2, frame.payload().length - 2));
        } catch (CharacterCodingException e) {
            fail("the close reason is not UTF-8: " + frame, e);
        }
        mustBeClosed();
    }

    /** The server sends one close frame with exactly this payload in hex, then ends the connection. */
    public void mustCloseWith(String hexPayload) throws IOException {
        mustReceive(0x88, hex(hexPayload));
        mustBeClosed();
    }

    /** The next thing is the end of the connection, in order and not by a reset. */
    public void mustBeClosed() throws IOException {
        byte[] rest = readToEnd();
        assertEquals("", HEX.formatHex(rest, 0, Math.min(64, rest.length)), "before the end");
    }

    /** Closes with code 1000: the server's answer must be the next thing, so nothing else is on its way. */
    public void mustCloseCleanly() throws IOException {
        closeFrame(1000);
        mustCloseWith("03e8");
    }

    private int readByte() throws IOException {
        if (!unread.hasRemaining()) fill(System.nanoTime() + DEADLINE_NANOS, "a byte");
        return unread.get() & 0xff;
    }

    private long number(int size) throws IOException {
        long number = 0;
        for (int i = 0; i < size; i++) number = number << 8 | readByte();
        return number;
    }

    private void fill(long deadline, String wanted) throws IOException {
        if (!receive(deadline, wanted)) throw new EOFException("the server ended the connection, missing: " + wanted);
    }

    /** Takes in what comes next; false at the end. */
    private boolean receive(long deadline, String wanted) throws IOException {
        if (ended) return false;
        long millis = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
        try {
            socket.setSoTimeout((int) Math.max(1, millis));
            int count = in.read(unread.array());
            unread.position(0).limit(Math.max(0, count));
            ended = count < 0;
            return !ended;
        } catch (SocketTimeoutException e) {
            aborted = true;
            throw new AssertionError("not received in time: " + wanted, e);
        } catch (IOException e) {
            aborted = true;
            throw e;
        }
    }

    // ---- the end

    /** Closes the connection at once, whatever may still come. */
    public void abort() throws IOException {
        aborted = true;
        socket.close();
    }

    /** Ends sending; what comes can still be read. */
    public RawClient end() throws IOException {
        socket.shutdownOutput();
        return this;
    }

    /** Resets the connection. */
    public void reset() throws IOException {
        socket.setSoLinger(true, 0);
        abort();
    }

    /** Closes the connection; the test fails when something that has come was not read. */
    @Override
    public void close() throws IOException {
        boolean left = !aborted && (unread.hasRemaining() || (!ended && in.available() > 0));
        String shown = left ? leftOver() : "";
        socket.close();
        assertEquals("", shown, "left unread");
    }

    private String leftOver() throws IOException {
        if (!unread.hasRemaining()) receive(System.nanoTime() + DEADLINE_NANOS, "the rest");
        return HEX.formatHex(unread.array(), unread.position(), Math.min(unread.limit(), unread.position() + 64));
    }

    private static byte[] hex(String hex) {
        return HEX.parseHex(hex.replace(" ", ""));
    }
}

package swoole4j.testing;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The server's end of a connection: reads and sends any bytes. What is read must come within ten seconds. */
public final class RawPeer implements AutoCloseable {
    private final Socket socket;
    private final DataInputStream in;
    private int chop = Integer.MAX_VALUE;

    RawPeer(Socket socket) throws IOException {
        this.socket = socket;
        socket.setSoTimeout(10_000);
        socket.setTcpNoDelay(true);
        this.in = new DataInputStream(new java.io.BufferedInputStream(socket.getInputStream()));
    }

    // ---- reading

    /** Reads the head of a request, with its lines' ends but without the blank line. */
    public String readHead() throws IOException {
        ByteArrayOutputStream head = new ByteArrayOutputStream();
        while (!head.toString(StandardCharsets.ISO_8859_1).endsWith("\r\n\r\n")) head.write(in.readUnsignedByte());
        String text = head.toString(StandardCharsets.UTF_8);
        return text.substring(0, text.length() - 2);
    }

    /** Reads so many bytes. */
    public byte[] readBytes(int count) throws IOException {
        byte[] bytes = new byte[count];
        in.readFully(bytes);
        return bytes;
    }

    /** Reads so many bytes of text. */
    public String readText(int count) throws IOException {
        return new String(readBytes(count), StandardCharsets.UTF_8);
    }

    /** Reads a request whose body has a length. */
    public String readRequest() throws IOException {
        String head = readHead();
        String length = header(head, "Content-Length");
        return length == null ? head + "\r\n" : head + "\r\n" + readText(Integer.parseInt(length));
    }

    public static @Nullable String header(String head, String name) {
        for (String line : head.split("\r\n", -1)) {
            if (line.toLowerCase(Locale.ROOT).startsWith(name.toLowerCase(Locale.ROOT) + ":")) {
                return line.substring(name.length() + 1).strip();
            }
        }
        return null;
    }

    /** Nothing comes but the end, be it a reset. */
    public void mustEnd() throws IOException {
        try {
            assertEquals(-1, in.read(), "expected the end");
        } catch (SocketException _) {
            // reset
        }
    }

    /** Nothing comes but so many bytes at most, and the end. */
    public void mustEndWithin(long most) throws IOException {
        long count = 0;
        try {
            byte[] buffer = new byte[64 * 1024];
            for (int read; (read = in.read(buffer)) >= 0; ) count += read;
        } catch (SocketException _) {
            // reset
        }
        assertTrue(count < most, "all of it was sent");
    }

    // ---- sending

    public RawPeer chop(int size) {
        chop = size;
        return this;
    }

    public RawPeer send(byte[]... pieces) throws IOException {
        byte[] bytes = Frames.join(pieces);
        for (int at = 0; at < bytes.length; ) {
            int count = Math.min(chop, bytes.length - at);
            socket.getOutputStream().write(bytes, at, count);
            at += count;
        }
        return this;
    }

    public RawPeer sendHex(String hex) throws IOException {
        return send(Frames.hex(hex));
    }

    public RawPeer sendText(String text) throws IOException {
        return send(text.getBytes(StandardCharsets.UTF_8));
    }

    /** Sends a response with a body. */
    public RawPeer answer(String body, String... headerLines) throws IOException {
        StringBuilder head = new StringBuilder("HTTP/1.1 200 OK\r\n");
        for (String line : headerLines) head.append(line).append("\r\n");
        head.append("Content-Length: ").append(body.getBytes(StandardCharsets.UTF_8).length);
        return sendText(head.append("\r\n\r\n").append(body).toString());
    }

    /** Ends sending. */
    public RawPeer end() throws IOException {
        socket.shutdownOutput();
        return this;
    }

    /** Cuts the connection with a reset. */
    public void reset() throws IOException {
        socket.setSoLinger(true, 0);
        socket.close();
    }

    public Socket socket() {
        return socket;
    }

    // ---- WebSocket

    /** Reads an upgrade request and agrees to it; returns the request. */
    public String acceptUpgrade(String... headerLines) throws IOException {
        String head = readHead();
        agree(head, headerLines);
        return head;
    }

    public void agree(String request, String... headerLines) throws IOException {
        StringBuilder answer = new StringBuilder("HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\n"
                + "Connection: Upgrade\r\nSec-WebSocket-Accept: " + accept(request) + "\r\n");
        for (String line : headerLines) answer.append(line).append("\r\n");
        sendText(answer.append("\r\n").toString());
    }

    public static String accept(String request) {
        String key = header(request, "Sec-WebSocket-Key");
        try {
            byte[] digest = MessageDigest.getInstance("SHA-1")
                    .digest((key + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11").getBytes(StandardCharsets.US_ASCII));
            return Base64.getEncoder().encodeToString(digest);
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    /** A frame of the client. */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    public record Frame(int first, boolean masked, int key, String text, byte[] payload) {}

    public Frame readFrame() throws IOException {
        int first = in.readUnsignedByte();
        int second = in.readUnsignedByte();
        boolean masked = (second & 0x80) != 0;
        long length = switch (second & 0x7f) {
            case 126 -> in.readUnsignedShort();
            case 127 -> in.readLong();
            default -> second & 0x7f;
        };
        int key = masked ? in.readInt() : 0;
        byte[] payload = readBytes(Math.toIntExact(length));
        for (int i = 0; i < payload.length && masked; i++) payload[i] ^= (byte) (key >>> (24 - 8 * (i & 3)));
        return new Frame(first, masked, key, new String(payload, StandardCharsets.UTF_8), payload);
    }

    /** The next frame is this one, and masked. */
    public RawPeer mustReceive(int first, String text) throws IOException {
        return mustReceive(first, text.getBytes(StandardCharsets.UTF_8));
    }

    public RawPeer mustReceive(int first, byte[] payload) throws IOException {
        Frame frame = readFrame();
        assertTrue(frame.masked, "a frame without mask");
        assertEquals(Integer.toHexString(first), Integer.toHexString(frame.first));
        assertArrayEquals(payload, frame.payload);
        return this;
    }

    /** The next two frames are these, in either order: a client answers a close frame before its script sees messages. */
    public void mustReceiveAny(int first, String text, int second, byte[] payload) throws IOException {
        Frame frame = readFrame();
        if (frame.first == first) {
            assertEquals(text, frame.text);
            mustReceive(second, payload);
        } else {
            assertEquals(Integer.toHexString(second), Integer.toHexString(frame.first));
            assertArrayEquals(payload, frame.payload);
        }
    }

    /** The next frame is a close frame with that code, then comes the end. */
    public void mustFailWith(int code) throws IOException {
        Frame frame = readFrame();
        assertEquals("88", Integer.toHexString(frame.first), () -> "not a close frame: " + frame.text);
        assertEquals(code, (frame.payload[0] & 0xff) << 8 | (frame.payload[1] & 0xff), frame.text);
        mustEnd();
    }

    /** Sends a frame without mask. */
    public RawPeer frame(int first, String payload) throws IOException {
        return send(Frames.unmasked(first, payload.getBytes(StandardCharsets.UTF_8)));
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException _) {
            // it is closed then
        }
    }
}

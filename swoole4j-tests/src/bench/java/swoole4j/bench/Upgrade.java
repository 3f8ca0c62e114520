package swoole4j.bench;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** The opening handshake, and connections that have done it. */
final class Upgrade {
    /** The key and its answer are the example of RFC 6455 1.3. */
    private static final String KEY = "dGhlIHNhbXBsZSBub25jZQ==";

    private static final String ACCEPT = "sec-websocket-accept: s3pplmbitxaq9kygzzhzrbk+xoo=";
    private static final String DEFLATE = "permessage-deflate; server_no_context_takeover; client_no_context_takeover";

    private Upgrade() {}

    static byte[] request(boolean deflate) {
        return ("GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                        + "Sec-WebSocket-Key: " + KEY + "\r\nSec-WebSocket-Version: 13\r\n"
                        + (deflate ? "Sec-WebSocket-Extensions: " + DEFLATE + "\r\n" : "") + "\r\n")
                .getBytes(StandardCharsets.US_ASCII);
    }

    /** Tells whether the answer's head is complete, and fails if it is not the right one. */
    static boolean complete(byte[] bytes, int length, boolean deflate) {
        String head = new String(bytes, 0, length, StandardCharsets.ISO_8859_1);
        int end = head.indexOf("\r\n\r\n");
        if (end < 0) return false;
        String lower = head.toLowerCase(Locale.ROOT);
        boolean right = head.startsWith("HTTP/1.1 101")
                && lower.contains(ACCEPT)
                && end + 4 == length
                && lower.contains("server_no_context_takeover") == deflate;
        if (!right) throw new IllegalStateException("wrong answer to the handshake:\n" + head);
        return true;
    }

    /** Connects from one of many loopback addresses, so that ports never run short, and upgrades; blocking. */
    static SocketChannel connect(int port, int number, boolean deflate) throws IOException {
        SocketChannel channel = open(number);
        channel.connect(address("127.0.0.1", port));
        channel.write(ByteBuffer.wrap(request(deflate)));
        ByteBuffer answer = ByteBuffer.allocate(4_096);
        while (!complete(answer.array(), answer.position(), deflate)) {
            if (channel.read(answer) <= 0) throw new IOException("connection closed in the handshake");
        }
        return channel;
    }

    static SocketChannel open(int number) throws IOException {
        SocketChannel channel = SocketChannel.open();
        channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
        channel.bind(address("127.0.0." + (2 + number % 100), 0));
        return channel;
    }

    static InetSocketAddress address(String literal, int port) {
        return new InetSocketAddress(InetAddress.ofLiteral(literal), port);
    }
}

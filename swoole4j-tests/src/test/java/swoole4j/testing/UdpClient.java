package swoole4j.testing;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** A UDP socket of a test that talks to one port of this machine. */
public final class UdpClient implements AutoCloseable {
    private static final int MILLIS = 10_000;

    private final DatagramSocket socket;

    private UdpClient(String host, int port) throws IOException {
        socket = new DatagramSocket(new InetSocketAddress(InetAddress.getByName(host), 0));
        socket.connect(new InetSocketAddress(InetAddress.getByName(host), port));
        socket.setSoTimeout(MILLIS);
    }

    /** Talks to a port of 127.0.0.1. */
    public static UdpClient of(int port) throws IOException {
        return new UdpClient("127.0.0.1", port);
    }

    /** Talks to a port of an address of this machine. */
    public static UdpClient of(String host, int port) throws IOException {
        return new UdpClient(host, port);
    }

    /** Returns its own port. */
    public int port() {
        return socket.getLocalPort();
    }

    /** Sends one datagram. */
    public UdpClient send(byte[] data) throws IOException {
        socket.send(new DatagramPacket(data, data.length));
        return this;
    }

    /** Sends one datagram with a text in UTF-8. */
    public UdpClient send(String text) throws IOException {
        return send(text.getBytes(StandardCharsets.UTF_8));
    }

    /** Waits for one datagram. */
    public byte[] read() throws IOException {
        DatagramPacket packet = new DatagramPacket(new byte[65536], 65536);
        socket.receive(packet);
        return Arrays.copyOf(packet.getData(), packet.getLength());
    }

    /** The next datagram has this text. */
    public UdpClient mustReceive(String text) throws IOException {
        assertEquals(text, new String(read(), StandardCharsets.UTF_8));
        return this;
    }

    @Override
    public void close() {
        socket.close();
    }
}

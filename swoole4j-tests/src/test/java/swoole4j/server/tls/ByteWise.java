package swoole4j.server.tls;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;

/** Passes one connection on, what the client sends in pieces of one byte. */
final class ByteWise implements AutoCloseable {
    private final ServerSocket listener;
    private final int target;

    private ByteWise(int target) throws IOException {
        this.target = target;
        this.listener = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        Thread.ofPlatform().daemon().start(this::serve);
    }

    static ByteWise to(int port) throws IOException {
        return new ByteWise(port);
    }

    int port() {
        return listener.getLocalPort();
    }

    private void serve() {
        try (Socket client = listener.accept();
                Socket server = new Socket(InetAddress.getLoopbackAddress(), target)) {
            server.setTcpNoDelay(true);
            Thread back = Thread.ofPlatform().daemon().start(() -> copy(server, client));
            OutputStream out = server.getOutputStream();
            InputStream in = client.getInputStream();
            for (int octet = in.read(); octet >= 0; octet = in.read()) out.write(octet);
            server.shutdownOutput();
            back.join();
        } catch (IOException | InterruptedException _) {
            // the ends tell the test
        }
    }

    private static void copy(Socket from, Socket to) {
        try {
            from.getInputStream().transferTo(to.getOutputStream());
            to.shutdownOutput();
        } catch (IOException _) {
            // the ends tell the test
        }
    }

    @Override
    public void close() throws IOException {
        listener.close();
    }
}

package swoole4j.engine;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.Objects;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import swoole4j.engine.link.shared.StaffRecords;
import swoole4j.http.Request;
import swoole4j.http.Response;
import swoole4j.websocket.Frame;
import swoole4j.websocket.Server;

/**
 * A short life of a server, with one request and one message, for the JVM to learn which classes a start needs
 * ({@code -XX:AOTCacheOutput}, JEP 514). Ends by itself, with status 0 only if all went as it should.
 */
final class Rehearsal {
    private static final int PATIENCE_MILLIS = 10_000;
    private static final String CLASS = ".class";
    /** A masked text frame "hi" (RFC 6455 5.7, with a zero mask). */
    private static final byte[] MESSAGE = HexFormat.of().parseHex("8182000000006869");

    private Rehearsal() {}

    static void main() throws IOException, URISyntaxException {
        knowWorkers();
        var server = new Server("127.0.0.1", 0);
        server.on("open", (Server s, Request request) -> {});
        server.on("message", (Server s, Frame frame) -> s.push(frame.fd(), frame.data()));
        server.on("request", (Request request, Response response) -> response.end(request.getMethod()));
        server.on("close", (Server s, int fd) -> {});
        server.on("start", (Server s) -> Thread.ofPlatform().start(() -> play(s)));
        server.start();
    }

    /** What worker processes consist of, none of which is in this one. They start again and again while a server runs. */
    private static void knowWorkers() throws IOException, URISyntaxException {
        Path here = Path.of(Rehearsal.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toURI());
        if (Files.isRegularFile(here)) {
            try (JarFile jar = new JarFile(here.toFile())) {
                jar.stream().map(JarEntry::getName).forEach(Rehearsal::know);
            }
        }
        Path file = Files.createTempDirectory("rehearsal").resolve("staff");
        StaffRecords.create(file, 1, 0).worker(0).dispatch();
        Files.delete(file);
        Files.delete(Objects.requireNonNull(file.getParent()));
    }

    private static void know(String entry) {
        if (!entry.startsWith("swoole4j/engine/") || !entry.endsWith(CLASS)) return;
        String name = entry.substring(0, entry.length() - CLASS.length()).replace('/', '.');
        try {
            Class.forName(name, false, Rehearsal.class.getClassLoader());
        } catch (ClassNotFoundException | LinkageError _) {
            // it needs a library that is not there
        }
    }

    private static void play(Server server) {
        try (Socket http = connect(server);
                Socket webSocket = connect(server)) {
            say(http, "GET / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
            http.getInputStream().readAllBytes();
            say(
                    webSocket,
                    "GET / HTTP/1.1\r\nHost: localhost\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                            + "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n");
            webSocket.getOutputStream().write(MESSAGE);
            expect(webSocket.getInputStream(), "hi");
            server.shutdown();
        } catch (IOException e) {
            System.err.println("rehearsal failed: " + e);
            System.exit(1);
        }
    }

    private static Socket connect(Server server) throws IOException {
        var socket = new Socket(InetAddress.getLoopbackAddress(), server.port());
        socket.setSoTimeout(PATIENCE_MILLIS);
        return socket;
    }

    private static void say(Socket socket, String text) throws IOException {
        OutputStream out = socket.getOutputStream();
        out.write(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    /** Reads up to {@code end}. */
    private static void expect(InputStream in, String end) throws IOException {
        var seen = new StringBuilder();
        while (!seen.toString().endsWith(end)) {
            int next = in.read();
            if (next < 0) throw new IOException("the server said only: " + seen);
            seen.append((char) next);
        }
    }
}

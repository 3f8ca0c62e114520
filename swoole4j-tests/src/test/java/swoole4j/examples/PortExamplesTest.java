package swoole4j.examples;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import swoole4j.scenario.RunningScript;
import swoole4j.testing.UdpClient;

/** The examples of {@code examples/server} about ports. One nested class per file, named after it. */
class PortExamplesTest extends ExampleTests {
    private static String exchange(SocketChannel client, String line, int length) throws IOException {
        client.write(ByteBuffer.wrap(line.getBytes(UTF_8)));
        return new String(Channels.newInputStream(client).readNBytes(length), UTF_8);
    }

    @Nested
    class UdpEcho {
        @Test
        void answersEachDatagram() throws Exception {
            try (var client = UdpClient.of(run("server/udp_echo"))) {
                client.send("hello\n").mustReceive("Server: hello\n");
                client.send("again\n").mustReceive("Server: again\n");
                script.awaitLine("packet from 127.0.0.1: again");
            }
        }
    }

    @Nested
    class HttpAndTcp {
        @Test
        void showsOnOnePortWhatWasSaidOnTheOther() throws Exception {
            int http = RunningScript.freePort();
            int tcp = run("server/http_and_tcp", Integer.toString(http));
            assertEquals("nobody is there\n", get(http, "/").body());
            try (var client = swoole4j.testing.RawClient.connect(tcp)) {
                assertEquals("Say something.\n", new String(client.readBytes(15), UTF_8));
                client.sendText("Good morning\n");
                assertEquals("Noted.\n", new String(client.readBytes(7), UTF_8));
                String page = get(http, "/").body();
                assertEquals(": Good morning\n", page.substring(page.indexOf(':')));
            }
        }
    }

    @Nested
    class UnixSocket {
        @TempDir
        private Path folder;

        @Test
        void obeysWhoMayOpenTheSocket() throws Exception {
            Path path = folder.resolve("admin").resolve("socket");
            int port = run("server/unix_socket", path.toString());
            get(port, "/");
            assertEquals("Request 2\n", get(port, "/").body());
            try (var admin = SocketChannel.open(UnixDomainSocketAddress.of(path))) {
                assertEquals("2\n", exchange(admin, "served\n", 2));
                assertEquals("served or shutdown?\n", exchange(admin, "help\n", 20));
                assertEquals("Good-bye.\n", exchange(admin, "shutdown\n", 10));
            }
            assertEquals(0, script.exitCode());
            assertFalse(Files.exists(path));
        }
    }
}

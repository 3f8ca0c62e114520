package swoole4j.server.worker;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static swoole4j.Constants.SWOOLE_BASE;
import static swoole4j.Constants.SWOOLE_THREAD;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import swoole4j.testing.ChildServer;
import swoole4j.tests.Spec;

/** Ten thousand connections at once, and a thousand tasks. */
class CrowdTest {
    /** Clients with no more than their sockets. */
    private static final class Clients implements AutoCloseable {
        private final List<Socket> sockets = new ArrayList<>();

        void connect(int port) throws IOException {
            while (sockets.size() < Crowd.CONNECTIONS) {
                Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
                sockets.add(socket);
                socket.setSoTimeout(20_000);
                socket.setSoLinger(true, 0); // leaves no port waiting behind
                if (sockets.size() % 500 == 0) echo(sockets.size() - 1); // lets the server accept them
            }
        }

        void send(int client, String text) throws IOException {
            sockets.get(client).getOutputStream().write(text.getBytes(US_ASCII));
        }

        void mustRead(int client, String text) throws IOException {
            byte[] bytes = sockets.get(client).getInputStream().readNBytes(text.length());
            assertEquals(text, new String(bytes, US_ASCII), () -> "connection " + client);
        }

        void echo(int client) throws IOException {
            send(client, "echo");
            mustRead(client, "echo");
        }

        @Override
        public void close() throws IOException {
            for (Socket socket : sockets) socket.close();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {SWOOLE_BASE, SWOOLE_THREAD})
    @Spec("server 278")
    void tenThousandConnectionsWaitWhileAThousandTasksRun(int mode) throws Exception {
        try (ChildServer child = ChildServer.start(Crowd.class, "" + mode);
                Clients clients = new Clients()) {
            clients.connect(child.port());
            for (int n = 0; n < Crowd.TASKS; n++) clients.send(n * 10, "task");
            for (int n = 0; n < Crowd.TASKS; n++) clients.mustRead(n * 10, "done");
            clients.send(0, "stats");
            clients.mustRead(0, Crowd.CONNECTIONS + " connections 0 tasks\n");
            for (int n = 0; n < Crowd.CONNECTIONS; n++) clients.send(n, "echo"); // those that waited live
            for (int n = 0; n < Crowd.CONNECTIONS; n++) clients.mustRead(n, "echo");
            assertEquals(List.of(), child.complaints("No idle task worker is available"));
        }
    }
}

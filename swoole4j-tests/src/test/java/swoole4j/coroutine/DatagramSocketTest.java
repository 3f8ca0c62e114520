package swoole4j.coroutine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static swoole4j.Constants.AF_INET;
import static swoole4j.Constants.AF_UNIX;
import static swoole4j.Constants.SOCK_DGRAM;
import static swoole4j.Constants.SOL_SOCKET;
import static swoole4j.Constants.SO_BROADCAST;
import static swoole4j.Constants.SWOOLE_SOCK_UNIX_DGRAM;

import io.netty.channel.epoll.Epoll;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import swoole4j.Coroutine;

/** General sockets of datagrams, of UDP and between paths. */
class DatagramSocketTest {
    private static final int SECONDS = 10;

    private final List<Socket> opened = new ArrayList<>();

    @AfterEach
    void closeAll() {
        opened.forEach(Socket::close);
    }

    private Socket socket(int domain) {
        Socket socket = new Socket(domain, SOCK_DGRAM);
        opened.add(socket);
        return socket;
    }

    private Socket bound() {
        Socket socket = socket(AF_INET);
        assertTrue(socket.bind("127.0.0.1"), socket::errMsg);
        return socket;
    }

    private static int port(Socket socket) {
        Map<String, Object> address = socket.getsockname();
        assertNotNull(address, socket::errMsg);
        return (int) address.get("port");
    }

    private static void mustFail(Socket socket, int error) {
        assertEquals(error, socket.errCode(), socket::errMsg);
        assertFalse(socket.errMsg().isEmpty());
    }

    @Test
    void anybodyIsAnswered() {
        Socket server = bound();
        Socket client = socket(AF_INET);
        assertEquals(5, client.sendto("127.0.0.1", port(server), "hello"), client::errMsg);
        Datagram question = server.recvfrom(SECONDS);
        assertNotNull(question, server::errMsg);
        assertEquals("hello", question.text());
        assertEquals("127.0.0.1", question.address());
        assertEquals(port(client), question.port());
        assertEquals(6, server.sendto(question.address(), question.port(), "answer"));
        assertEquals("answ", client.recv(4, SECONDS), "the rest is lost");
        assertNull(client.recvfrom(.01));
        mustFail(client, 110);
    }

    @Test
    void oneThatIsConnectedTalksToOne() {
        Socket server = bound();
        Socket client = bound();
        assertEquals(-1, client.send("x"));
        mustFail(client, 107);
        assertTrue(client.connect("127.0.0.1", port(server)), client::errMsg);
        assertFalse(client.connect("127.0.0.1", port(server)));
        mustFail(client, 106);
        assertEquals(port(server), client.getpeername().get("port"));
        assertEquals(5, client.send("hello"));
        Datagram question = server.recvfrom(SECONDS);
        assertEquals(port(client), question.port());
        Socket stranger = socket(AF_INET);
        stranger.sendto("127.0.0.1", port(client), "noise");
        server.sendto("127.0.0.1", port(client), "answer");
        assertEquals("answer", client.recv(100, SECONDS));
        assertEquals(-1, client.send(new byte[70_000]));
        mustFail(client, 90);
    }

    @Test
    void waitsCanBeCancelled() {
        Socket socket = bound();
        List<String> ends = new ArrayList<>();
        Coroutine.run(() -> {
            int cid = Coroutine.go(() -> ends.add(socket.recvfrom(SECONDS) + " " + socket.errCode()));
            assertTrue(Coroutine.cancel(cid));
            Coroutine.go(() -> ends.add(socket.recvfrom(SECONDS) + " " + socket.errCode()));
            assertTrue(socket.cancel());
        });
        assertEquals(List.of("null 125", "null 125"), ends);
        assertFalse(socket.cancel());
    }

    @Test
    void whatADatagramSocketCannotDoIsRefused() {
        Socket socket = socket(AF_INET);
        assertNull(socket.recvfrom());
        mustFail(socket, 107);
        assertFalse(socket.listen());
        mustFail(socket, 95);
        assertNull(socket.accept());
        mustFail(socket, 95);
        assertNull(socket.recvLine());
        mustFail(socket, 95);
        assertFalse(socket.shutdown());
        mustFail(socket, 95);
        assertEquals(-1, socket.sendto("127.0.0.1", 0, "x"));
        mustFail(socket, 505);
        assertTrue(socket.bind("127.0.0.1"));
        assertFalse(socket.bind("127.0.0.1"));
        mustFail(socket, 22);
        Socket second = socket(AF_INET);
        assertFalse(second.bind("127.0.0.1", port(socket)));
        mustFail(second, 98);
        assertTrue(socket.setOption(SOL_SOCKET, SO_BROADCAST, true), socket::errMsg);
        assertEquals(1, socket.getOption(SOL_SOCKET, SO_BROADCAST));
        assertTrue(socket.close());
        assertNull(socket.recvfrom());
        mustFail(socket, 9);
    }

    @Test
    void pathsTalkToEachOther(@TempDir Path folder) {
        String path = folder.resolve("socket").toString();
        Socket server = socket(AF_UNIX);
        if (!Epoll.isAvailable()) {
            assertFalse(server.bind(path));
            mustFail(server, 97);
            return;
        }
        assertTrue(server.bind(path), server::errMsg);
        Client client = new Client(SWOOLE_SOCK_UNIX_DGRAM);
        assertTrue(client.connect(path, 0), client::errMsg);
        assertEquals(5, client.send("hello"));
        Datagram question = server.recvfrom(SECONDS);
        assertNotNull(question, server::errMsg);
        assertEquals("hello", question.text());
        assertEquals(6, server.sendto(question.address(), 0, "answer"), server::errMsg);
        assertEquals("answer", client.recv(SECONDS), client::errMsg);
        assertTrue(Files.exists(Path.of(question.address())));
        assertTrue(client.close());
        Client nobody = new Client(SWOOLE_SOCK_UNIX_DGRAM);
        assertFalse(nobody.connect(folder.resolve("none").toString(), 0));
        assertEquals(2, nobody.errCode(), nobody::errMsg);
    }
}

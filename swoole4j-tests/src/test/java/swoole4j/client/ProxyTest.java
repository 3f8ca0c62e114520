package swoole4j.client;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import swoole4j.coroutine.http.Client;
import swoole4j.testing.Frames;
import swoole4j.testing.RawPeer;
import swoole4j.testing.RawServer;

/** Clients behind proxies: the options http_proxy_ and socks5_. The names of the servers are for the proxies alone. */
class ProxyTest {
    private static Client client(RawServer proxy, boolean socks, Object... more) {
        return client(proxy.port(), socks, more);
    }

    private static Client client(int port, boolean socks, Object... more) {
        Client client = new Client("server.invalid", 8080);
        Map<String, Object> options = new HashMap<>();
        options.put(socks ? "socks5_host" : "http_proxy_host", "127.0.0.1");
        options.put(socks ? "socks5_port" : "http_proxy_port", port);
        for (int i = 0; i < more.length; i += 2) options.put((String) more[i], more[i + 1]);
        client.set(options);
        return client;
    }

    @Test
    void anHttpProxyGetsTheWholeUrl() throws Exception {
        try (RawServer proxy = RawServer.start(peer -> {
            String head = peer.readHead();
            assertTrue(
                    head.startsWith("GET http://server.invalid:8080/a?b HTTP/1.1\r\nHost: server.invalid:8080\r\n"),
                    head);
            assertEquals("Basic dTpw", RawPeer.header(head, "Proxy-Authorization"));
            peer.answer("1");
            peer.readHead();
            peer.answer("2");
        })) {
            Client client = client(proxy, false, "http_proxy_user", "u", "http_proxy_password", "p");
            assertTrue(client.get("/a?b"), client::errMsg);
            assertTrue(client.get("/"), client::errMsg);
            assertEquals("2", client.body());
            client.close();
        }
    }

    @Test
    void webSocketsAndTlsGoThroughATunnel() throws Exception {
        try (RawServer proxy = RawServer.start(peer -> {
            String connect = peer.readHead();
            assertTrue(connect.startsWith("CONNECT server.invalid:8080 HTTP/1.1\r\n"), connect);
            assertEquals("Basic dTpw", RawPeer.header(connect, "Proxy-Authorization"));
            peer.sendText("HTTP/1.1 200 Connected\r\n\r\n");
            String head = peer.acceptUpgrade();
            assertTrue(head.startsWith("GET /chat HTTP/1.1\r\nHost: server.invalid:8080\r\n"), head);
            assertNull(RawPeer.header(head, "Proxy-Authorization"));
            peer.mustReceive(0x81, "hi").frame(0x81, "ho");
        })) {
            Client client = client(proxy, false, "http_proxy_username", "u", "http_proxy_password", "p");
            assertTrue(client.upgrade("/chat"), client::errMsg);
            assertTrue(client.push("hi"));
            assertEquals("ho", client.recv().data());
            assertNull(client.recv());
        }
    }

    @Test
    void aProxyMayRefuse() throws Exception {
        try (RawServer proxy = RawServer.start(peer -> {
            peer.readHead();
            peer.sendText("HTTP/1.1 407 Proxy Authentication Required\r\nContent-Length: 0\r\n\r\n");
            peer.mustEnd();
        })) {
            Client client = client(proxy, false);
            assertFalse(client.upgrade("/"));
            assertEquals(-1, client.statusCode());
            assertEquals(7103, client.errCode(), client::errMsg);
        }
    }

    @Test
    void aProxyMayNotAnswer() throws Exception {
        try (ServerSocket silent = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            Client client = client(silent.getLocalPort(), false, "connect_timeout", 0.1);
            assertFalse(client.upgrade("/"));
            assertEquals(-1, client.statusCode());
            assertEquals(110, client.errCode(), client::errMsg);
        }
    }

    private static void greet(RawPeer peer, boolean password) throws IOException {
        assertEquals(5, peer.readBytes(1)[0]);
        peer.readBytes(peer.readBytes(1)[0]);
        if (password) {
            peer.sendHex("0502");
            assertArrayEquals(Frames.hex("01 01 75 01 70"), peer.readBytes(5));
            peer.sendHex("0100");
        } else {
            peer.sendHex("0500");
        }
    }

    /** RFC 1928 4: connect to a name. */
    private static void connect(RawPeer peer) throws IOException {
        assertArrayEquals(Frames.hex("05 01 00 03 0e"), peer.readBytes(5));
        assertEquals("server.invalid", peer.readText(14));
        assertArrayEquals(Frames.hex("1f90"), peer.readBytes(2));
    }

    @Test
    void aSocksProxyConnects() throws Exception {
        for (boolean password : new boolean[] {false, true}) {
            try (RawServer proxy = RawServer.start(peer -> {
                greet(peer, password);
                connect(peer);
                peer.sendHex("05 00 00 01 7f000001 1f90");
                assertTrue(peer.readHead().startsWith("GET /x HTTP/1.1\r\n"));
                peer.answer("ok");
            })) {
                Client client = password
                        ? client(proxy, true, "socks5_username", "u", "socks5_password", "p")
                        : client(proxy, true);
                assertTrue(client.get("/x"), client::errMsg);
                assertEquals("ok", client.body());
                client.close();
            }
        }
    }

    @Test
    void aSocksProxyMayRefuse() throws Exception {
        try (RawServer proxy = RawServer.start(peer -> {
            greet(peer, false);
            connect(peer);
            peer.sendHex("05 05 00 01 00000000 0000");
            peer.mustEnd();
        })) {
            Client client = client(proxy, true);
            assertFalse(client.get("/"));
            assertEquals(-1, client.statusCode());
            assertEquals(7005, client.errCode(), client::errMsg);
        }
    }
}

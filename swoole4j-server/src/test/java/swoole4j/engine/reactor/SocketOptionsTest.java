package swoole4j.engine.reactor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.ServerChannel;
import io.netty.channel.epoll.EpollChannelOption;
import io.netty.channel.epoll.EpollSocketChannel;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import swoole4j.engine.Spec;
import swoole4j.engine.config.Options;
import swoole4j.engine.config.SocketSettings;
import swoole4j.engine.link.SocketKind;

/** What the system says of real sockets after they were prepared. */
class SocketOptionsTest {
    private static Stream<Transport> transports() {
        return Stream.of(Transport.values()).filter(Transport::isAvailable);
    }

    private static SocketOptions options(Transport transport, Map<String, ?> given) {
        Options options = new Options();
        options.set(given, false);
        return new SocketOptions(SocketSettings.of(options), transport, true);
    }

    /** Returns the options of an accepted socket, and those of the listening one with an L in front. */
    private static Map<String, Object> of(Transport transport, Map<String, ?> given) throws Exception {
        SocketOptions options = options(transport, given);
        CompletableFuture<Map<String, Object>> accepted = new CompletableFuture<>();
        EventLoopGroup loops = new MultiThreadIoEventLoopGroup(1, transport.handlers());
        try {
            ServerBootstrap server = new ServerBootstrap()
                    .group(loops)
                    .channelFactory(() -> {
                        ServerChannel socket = transport.listener(SocketKind.TCP);
                        options.listening(socket);
                        return socket;
                    })
                    .childHandler(new ChannelInitializer<>() {
                        @Override
                        protected void initChannel(Channel socket) {
                            options.accepted(socket);
                            Map<String, Object> values = new HashMap<>(SocketOptions.of(socket));
                            if (transport == Transport.EPOLL) { // which does not list it
                                values.put(
                                        "TCP_USER_TIMEOUT",
                                        socket.config().getOption(EpollChannelOption.TCP_USER_TIMEOUT));
                            }
                            accepted.complete(values);
                            socket.pipeline().addLast(new ChannelInboundHandlerAdapter());
                        }
                    });
            Channel listening = server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
                    .sync()
                    .channel();
            int port = ((InetSocketAddress) listening.localAddress()).getPort();
            try (Socket client = new Socket(InetAddress.getLoopbackAddress(), port)) {
                client.getOutputStream().write(1); // for a kernel that waits for it
                Map<String, Object> all = new HashMap<>(accepted.get(10, TimeUnit.SECONDS));
                SocketOptions.of(listening).forEach((name, value) -> all.put("L" + name, value));
                return all;
            }
        } finally {
            loops.shutdownGracefully(0, 1, TimeUnit.SECONDS).sync();
        }
    }

    @ParameterizedTest
    @MethodSource("transports")
    @Spec("server 275")
    void byDefaultSmallPacketsAreSentAtOnceAndNobodyIsProbed(Transport transport) throws Exception {
        Map<String, Object> socket = of(transport, Map.of());
        assertEquals(true, socket.get("TCP_NODELAY"));
        assertEquals(false, socket.get("SO_KEEPALIVE"));
    }

    @ParameterizedTest
    @MethodSource("transports")
    void smallPacketsWaitWhenThatIsWanted(Transport transport) throws Exception {
        assertEquals(false, of(transport, Map.of("open_tcp_nodelay", false)).get("TCP_NODELAY"));
    }

    @ParameterizedTest
    @MethodSource("transports")
    void keepaliveHasSwoolesNumbersOrTheGivenOnes(Transport transport) throws Exception {
        assertProbes(of(transport, Map.of("open_tcp_keepalive", true)), transport, 3600, 60, 5);
        assertProbes(
                of(
                        transport,
                        Map.of(
                                "open_tcp_keepalive",
                                true,
                                "tcp_keepidle",
                                7,
                                "tcp_keepinterval",
                                "3",
                                "tcp_keepcount",
                                2)),
                transport,
                7,
                3,
                2);
    }

    private static void assertProbes(
            Map<String, Object> socket, Transport transport, int idle, int interval, int count) {
        assertEquals(true, socket.get("SO_KEEPALIVE"));
        assertEquals(idle, socket.get("TCP_KEEPIDLE"));
        assertEquals(interval, socket.get(transport == Transport.NIO ? "TCP_KEEPINTERVAL" : "TCP_KEEPINTVL"));
        assertEquals(count, socket.get(transport == Transport.NIO ? "TCP_KEEPCOUNT" : "TCP_KEEPCNT"));
    }

    @Test
    void theUserTimeoutNeedsKeepalive() throws Exception {
        assertEquals(0, of(Transport.EPOLL, Map.of("tcp_user_timeout", 5000)).get("TCP_USER_TIMEOUT"));
        assertEquals(
                5000,
                of(Transport.EPOLL, Map.of("tcp_user_timeout", 5000, "open_tcp_keepalive", true))
                        .get("TCP_USER_TIMEOUT"));
    }

    @ParameterizedTest
    @MethodSource("transports")
    void theKernelsBuffersHaveTheGivenSizes(Transport transport) throws Exception {
        Map<String, Object> socket = of(
                transport,
                Map.of("kernel_socket_recv_buffer_size", "64K", "kernel_socket_send_buffer_size", 32 * 1024));
        assertTrue(within(socket.get("SO_RCVBUF"), 64 * 1024), socket::toString);
        assertTrue(within(socket.get("SO_SNDBUF"), 32 * 1024), socket::toString);
        assertTrue(within(socket.get("LSO_RCVBUF"), 64 * 1024), socket::toString);
    }

    /** Linux doubles them for its own needs. */
    private static boolean within(Object size, int wanted) {
        return size.equals(wanted) || size.equals(2 * wanted);
    }

    @Test
    void acceptingIsDeferredAndFastOpenIsOn() throws Exception {
        Map<String, Object> socket = of(Transport.EPOLL, Map.of("tcp_defer_accept", 5, "tcp_fastopen", true));
        assertTrue((int) socket.get("LTCP_DEFER_ACCEPT") >= 5, socket::toString); // rounded up to a number of packets
        assertTrue(socket.containsKey("LTCP_DEFER_ACCEPT"));
        assertEquals(0, of(Transport.EPOLL, Map.of()).get("LTCP_DEFER_ACCEPT"));
    }

    @Test
    void aSocketThatIsGoneTakesNoOptionAndHarmsNobody() {
        Channel socket = new EpollSocketChannel();
        socket.unsafe().closeForcibly();
        options(Transport.EPOLL, Map.of("open_tcp_keepalive", true)).accepted(socket);
        assertFalse(socket.isOpen());
    }
}

package swoole4j.server.process;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.IntPredicate;
import swoole4j.testing.Frames;

/** Many WebSocket connections that send numbered messages, all on the thread of the test. */
final class NumberedClients implements AutoCloseable {
    private static final long LIMIT_NANOS = TimeUnit.SECONDS.toNanos(120);
    private static final long QUIET_MILLIS = 1000;
    private static final String UPGRADE = "GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nUpgrade: websocket\r\n"
            + "Connection: Upgrade\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n\r\n";

    private final Selector selector = Selector.open();
    private final List<Client> clients = new ArrayList<>();
    private final Map<Long, Integer> byPid = new HashMap<>();
    private int sent;
    private long replies;

    /** One connection. */
    private final class Client {
        final int id = clients.size();
        final SocketChannel channel;
        final BitSet answered = new BitSet();
        final ByteBuffer in = ByteBuffer.allocate(4096);
        ByteBuffer out = ByteBuffer.allocate(4096).flip();
        int lastQuick;

        Client(int port) throws IOException {
            channel = SocketChannel.open(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
            channel.setOption(StandardSocketOptions.SO_LINGER, 0); // leaves no port waiting behind
            channel.write(ByteBuffer.wrap(UPGRADE.getBytes(US_ASCII)));
            channel.socket().setSoTimeout((int) TimeUnit.NANOSECONDS.toMillis(LIMIT_NANOS));
            InputStream stream = channel.socket().getInputStream();
            String head = "";
            while (!head.endsWith("\r\n\r\n")) {
                int octet = stream.read();
                if (octet < 0) throw new EOFException("no handshake for " + id);
                head += (char) octet;
            }
            assertTrue(head.startsWith("HTTP/1.1 101 "), head);
            channel.configureBlocking(false);
            channel.register(selector, SelectionKey.OP_READ, this);
        }

        void send(int number) throws IOException {
            byte[] frame = Frames.masked(0x81, (id + " " + number).getBytes(US_ASCII));
            ByteBuffer both = ByteBuffer.allocate(Math.max(4096, out.remaining() + frame.length));
            out = both.put(out).put(frame).flip();
            write();
        }

        void write() throws IOException {
            channel.write(out);
            int wanted = out.hasRemaining() ? SelectionKey.OP_READ | SelectionKey.OP_WRITE : SelectionKey.OP_READ;
            channel.keyFor(selector).interestOps(wanted);
        }

        void read() throws IOException {
            if (channel.read(in) < 0) throw new AssertionError("connection " + id + " was closed by the server");
            in.flip();
            while (in.remaining() >= 2 && in.remaining() >= 2 + in.get(in.position() + 1)) {
                assertEquals((byte) 0x81, in.get(), "a text");
                byte[] text = new byte[in.get()];
                in.get(text);
                reply(new String(text, US_ASCII).split(" ", 2));
            }
            in.compact();
        }

        private void reply(String[] words) {
            int number = Integer.parseInt(words[0]);
            assertTrue(number <= sent, () -> "connection " + id + " got a reply to " + number);
            assertTrue(!answered.get(number), () -> "message " + number + " of " + id + " was answered twice");
            answered.set(number);
            if (!NumberedMessages.isSlow(number)) {
                assertTrue(number > lastQuick, () -> "connection " + id + " got " + number + " behind " + lastQuick);
                lastQuick = number;
            }
            replies++;
            byPid.merge(Long.parseLong(words[1]), 1, Integer::sum);
        }
    }

    NumberedClients() throws IOException {}

    /** Connects so many. */
    void connect(int port, int count) throws IOException {
        while (clients.size() < count) clients.add(new Client(port));
    }

    int count() {
        return clients.size();
    }

    /** Returns the number of the last message; each connection has sent all from 1 on. */
    int sent() {
        return sent;
    }

    /** Returns how many processes have answered. */
    int processes() {
        return byPid.size();
    }

    /** Returns how many replies came of a process so far. */
    int repliesOf(long pid) {
        return byPid.getOrDefault(pid, 0);
    }

    boolean isAnswered(int connection, int number) {
        return clients.get(connection).answered.get(number);
    }

    /** Every connection sends its next message. */
    void send() throws IOException {
        sent++;
        for (Client client : clients) client.send(sent);
    }

    /** Every connection sends until a message with such a number was sent. */
    void sendUntil(IntPredicate wanted) throws IOException {
        do send();
        while (!wanted.test(sent));
    }

    /** Reads until there were so many more replies, or some and then no more: who could answer may be dead or stopped. */
    void read(int more) throws IOException {
        long before = replies;
        await(() -> replies > before, "a reply");
        for (long known = before; replies < before + more && replies > known; ) {
            known = replies;
            turn(QUIET_MILLIS);
        }
    }

    /** Reads until every connection has the reply to the message that was sent last. */
    void awaitLast() throws IOException {
        for (Client client : clients) {
            await(() -> client.answered.get(sent), "the reply to the last message of connection " + client.id);
        }
    }

    private void await(BooleanSupplier there, String what) throws IOException {
        long begun = System.nanoTime();
        while (!there.getAsBoolean()) {
            long left = LIMIT_NANOS - (System.nanoTime() - begun);
            assertTrue(left > 0, () -> "waited in vain for " + what);
            turn(TimeUnit.NANOSECONDS.toMillis(left) + 1);
        }
    }

    /** Reads what has come or comes next. */
    private void turn(long millis) throws IOException {
        selector.select(
                key -> {
                    Client client = (Client) key.attachment();
                    try {
                        if (key.isReadable()) client.read();
                        if (key.isWritable()) client.write();
                    } catch (IOException e) {
                        throw new AssertionError("connection " + client.id, e);
                    }
                },
                millis);
    }

    @Override
    public void close() throws IOException {
        for (Client client : clients) client.channel.close();
        selector.close();
    }
}

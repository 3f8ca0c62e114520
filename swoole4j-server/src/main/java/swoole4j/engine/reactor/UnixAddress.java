package swoole4j.engine.reactor;

import io.netty.channel.unix.DomainSocketAddress;
import java.io.IOException;
import java.net.SocketAddress;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import swoole4j.SwooleError;
import swoole4j.engine.link.SocketKind;

/**
 * A claimed path of a Unix socket. Only one socket can have it: the first listener opens that and shares what it accepts with
 * the others, one after another.
 */
final class UnixAddress extends ListenAddress {
    private static final Logger log = LoggerFactory.getLogger(UnixAddress.class);
    /** What the JDK takes, one byte less than the system. */
    private static final int LONGEST = 106;

    private static final Path SOCKETS = Path.of("/proc/net/unix");

    private final Path path;
    private final SocketChannel claim;
    private final List<Listener> listeners = new CopyOnWriteArrayList<>();
    /** The one that has the socket. */
    private @Nullable Listener opener;

    private int next;
    /** Tells this socket's file from one that took its place. */
    private volatile @Nullable Identity file;

    private UnixAddress(String host, SocketKind kind, Path path, SocketChannel claim) throws IOException {
        super(host, kind);
        this.path = path;
        this.claim = claim;
        this.file = fileAt(path);
    }

    static UnixAddress claim(String host, SocketKind kind) {
        int length = host.getBytes(StandardCharsets.UTF_8).length;
        if (length == 0)
            throw failed(host, 0, "the path of a Unix socket is empty", SwooleError.INVALID_PARAMS.number(), null);
        if (length > LONGEST) {
            String text = "the path has " + length + " bytes, expected at most " + LONGEST;
            throw failed(host, 0, text, SwooleError.NAME_TOO_LONG.number(), null);
        }
        try {
            Path path = Path.of(host);
            removeStale(path);
            return new UnixAddress(host, kind, path, bind(path));
        } catch (InvalidPathException e) {
            throw failed(host, 0, "no path: " + e.getReason(), SwooleError.INVALID_PARAMS.number(), e);
        } catch (IOException e) {
            throw failed(host, 0, e);
        }
    }

    private static SocketChannel bind(Path path) throws IOException {
        SocketChannel claim = SocketChannel.open(StandardProtocolFamily.UNIX);
        try {
            return claim.bind(UnixDomainSocketAddress.of(path));
        } catch (IOException e) {
            claim.close();
            throw e;
        }
    }

    /** A server that was killed leaves its socket behind: nobody answers there, and no process has it open. */
    private static void removeStale(Path path) throws IOException {
        BasicFileAttributes found;
        try {
            found = Files.readAttributes(path, BasicFileAttributes.class);
        } catch (NoSuchFileException _) {
            return;
        }
        if (!found.isOther() || isOpen(path) || answers(path)) return; // binding fails with what is wrong
        log.warn("{}: nobody listens on this socket any more, it is replaced", path);
        Files.deleteIfExists(path);
    }

    /** Also a socket with datagrams, or one that does not listen yet. */
    private static boolean isOpen(Path path) throws IOException {
        if (!Files.isReadable(SOCKETS)) return false;
        String ending = " " + asListed(path);
        String absolute = " " + asListed(path.toAbsolutePath());
        return Files.readAllLines(SOCKETS, StandardCharsets.ISO_8859_1).stream()
                .anyMatch(line -> line.endsWith(ending) || line.endsWith(absolute));
    }

    private static String asListed(Path path) {
        return new String(path.toString().getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
    }

    /** Of a server in another container, whose sockets are not listed here. */
    private static boolean answers(Path path) {
        try (SocketChannel probe = SocketChannel.open(StandardProtocolFamily.UNIX)) {
            return probe.connect(UnixDomainSocketAddress.of(path));
        } catch (IOException e) {
            return Errno.of(e) != Errno.CONNECTION_REFUSED;
        }
    }

    /** The number of a file is given to another one as soon as it is removed, its time is not. */
    private record Identity(@Nullable Object number, FileTime time, boolean socket) {}

    private static Identity fileAt(Path path) throws IOException {
        BasicFileAttributes found = Files.readAttributes(path, BasicFileAttributes.class);
        return new Identity(found.fileKey(), found.lastModifiedTime(), found.isOther());
    }

    @Override
    void share() throws IOException {
        remove();
        claim.close();
    }

    @Override
    SocketAddress local(Transport transport) {
        return transport == Transport.NIO ? UnixDomainSocketAddress.of(path) : new DomainSocketAddress(host());
    }

    @Override
    void bound() throws IOException {
        file = fileAt(path);
    }

    @Override
    void early(BiConsumer<SocketAddress, byte[]> taker) {
        // whoever sends to a path at which nobody receives is told so
    }

    @Override
    synchronized boolean join(Listener listener) {
        listeners.add(listener);
        if (opener != null) return false;
        opener = listener;
        return true;
    }

    @Override
    synchronized void leave(Listener listener) {
        listeners.remove(listener);
        if (opener == listener) opener = null;
    }

    @Override
    Listener turn(Listener listener) {
        List<Listener> all = List.copyOf(listeners);
        return all.isEmpty() ? listener : all.get(Math.floorMod(next++, all.size()));
    }

    @Override
    public void close() {
        try {
            claim.close();
        } catch (IOException _) {
            // nothing was ever connected
        }
    }

    @Override
    public void release() {
        remove();
    }

    private void remove() {
        Identity own = file;
        if (own == null) return;
        file = null;
        try {
            if (own.equals(fileAt(path))) Files.deleteIfExists(path);
        } catch (NoSuchFileException _) {
            // somebody else has removed it
        } catch (IOException e) {
            log.warn("the socket {} cannot be removed: {}", path, String.valueOf(e));
        }
    }

    @Override
    public int port() {
        return 0;
    }
}

package swoole4j.client.net;

import io.netty.channel.EventLoop;
import java.io.IOException;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import swoole4j.Constants;

/**
 * An address as a script names it.
 *
 * @param domain 1 for paths, 2 for IPv4, 10 for IPv6
 * @param host a path, an IP address or a name
 * @param port 0 for any, and for paths
 */
public record Endpoint(int domain, String host, int port) {
    private static final String OWN_FOLDER = "swoole4j-datagrams-";

    /** Tells whether it is a path. */
    boolean unix() {
        return domain == Constants.AF_UNIX;
    }

    /** Returns the file that binding makes, or null. */
    @Nullable
    Path file() {
        return unix() ? Path.of(host) : null;
    }

    /**
     * Returns it as a loop's channels want it.
     *
     * @throws FailedException when there is no such address in the domain
     */
    SocketAddress resolve(EventLoop loop, Deadline deadline) throws FailedException {
        if (unix()) return Loops.unix(loop, host);
        boolean six = domain == Constants.AF_INET6;
        for (InetAddress address : Resolver.resolve(host, deadline)) {
            if (address instanceof Inet6Address == six) return new InetSocketAddress(address, port);
        }
        throw FailedException.connecting(SystemError.FAMILY_NOT_SUPPORTED);
    }

    /**
     * Returns it as {@link #resolve} does, to be bound.
     *
     * @throws FailedException also when a file has the path already, which Netty would delete
     */
    SocketAddress own(EventLoop loop, Deadline deadline) throws FailedException {
        Path file = file();
        if (file != null && Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
            throw FailedException.connecting(SystemError.ADDRESS_IN_USE);
        }
        return resolve(loop, deadline);
    }

    /**
     * Returns any free address of a domain.
     *
     * @throws FailedException when there is no place for a path
     */
    static Endpoint any(int domain) throws FailedException {
        if (domain != Constants.AF_UNIX)
            return new Endpoint(domain, domain == Constants.AF_INET6 ? "::" : "0.0.0.0", 0);
        try {
            return new Endpoint(domain, Files.createTempDirectory(OWN_FOLDER) + "/socket", 0);
        } catch (IOException e) {
            throw FailedException.connecting(e);
        }
    }

    /** Deletes the file of a path that is not used any more, and the folder that {@link #any} has made for it. */
    static void delete(@Nullable Path file) {
        if (file == null) return;
        try {
            Files.deleteIfExists(file);
            Path folder = file.getParent();
            if (folder != null && String.valueOf(folder.getFileName()).startsWith(OWN_FOLDER))
                Files.deleteIfExists(folder);
        } catch (IOException _) {
            // whoever binds it next is told
        }
    }
}

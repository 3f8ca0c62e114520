package swoole4j.scenario;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.IntStream;

/** Looks at the ports of this machine without connecting: the first client of a script must be its first connection. */
final class ListeningPorts {
    private static final String LISTEN = "0A";
    /** Nobody gets a port twice: between its being found free and its being bound others are looked for. */
    private static final Set<Integer> GIVEN = new HashSet<>();

    private ListeningPorts() {}

    static boolean contain(int port) throws IOException {
        return isIn(Path.of("/proc/net/tcp"), port, LISTEN) || isIn(Path.of("/proc/net/tcp6"), port, LISTEN);
    }

    static boolean containUdp(int port) throws IOException {
        return isIn(Path.of("/proc/net/udp"), port, "") || isIn(Path.of("/proc/net/udp6"), port, "");
    }

    private static boolean isIn(Path table, int port, String state) throws IOException {
        if (!Files.exists(table)) return false;
        String ending = ":%04X".formatted(port);
        for (String line : Files.readAllLines(table)) {
            String[] column = line.strip().split(" +", 5);
            if (column[1].endsWith(ending) && column[3].startsWith(state)) return true;
        }
        return false;
    }

    /** Finds neighbouring free ports below the range from which clients get theirs; returns the first. */
    static synchronized int free(int count) throws IOException {
        for (int attempt = 0; attempt < 1000; attempt++) {
            int first = ThreadLocalRandom.current().nextInt(12_000, 31_000);
            boolean free = true;
            for (int port = first; port < first + count && free; port++) {
                free = !GIVEN.contains(port) && !contain(port) && !containUdp(port) && binds(port);
            }
            if (!free) continue;
            IntStream.range(first, first + count).forEach(GIVEN::add);
            return first;
        }
        throw new IOException("no " + count + " neighbouring free ports found");
    }

    private static boolean binds(int port) {
        try (var socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            return socket.isBound();
        } catch (IOException taken) {
            return false;
        }
    }
}

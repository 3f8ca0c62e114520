package swoole4j.engine.process;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import swoole4j.SwooleException;

/**
 * What a server consists of, as its master tells its workers. A worker makes one of what its own program has set up, and
 * compares.
 *
 * @param settings the server's settings, as {@code Options.texts()} gives them; null when none were given
 * @param ports its ports in their order
 */
public record Manifest(@Nullable Map<String, String> settings, List<Port> ports) {
    /** Creates one that does not change. */
    public Manifest {
        settings = settings == null ? null : Collections.unmodifiableMap(new TreeMap<>(settings));
        ports = List.copyOf(ports);
    }

    /**
     * A port.
     *
     * @param host where it listens
     * @param number its number, in a worker's own view 0 for any
     * @param type its type
     * @param settings its own settings; null when none were given, as for the first port, whose are the server's
     */
    public record Port(
            String host, int number, int type, @Nullable Map<String, String> settings) {
        /** Creates one that does not change. */
        public Port {
            settings = settings == null ? null : Collections.unmodifiableMap(new TreeMap<>(settings));
        }

        private String address() {
            return host + ":" + number;
        }
    }

    /**
     * Something that master and worker see differently.
     *
     * @param where {@code server}, or {@code port N}
     * @param key the setting, or {@code address}, {@code type}, {@code ports}
     * @param mine what the worker has, null for nothing
     * @param masters what the master has, null for nothing
     */
    public record Difference(
            String where,
            String key,
            @Nullable String mine,
            @Nullable String masters) {
        @Override
        public String toString() {
            return where + ": " + key + " is " + shown(masters) + " in the master and " + shown(mine)
                    + " in the worker";
        }

        private static String shown(@Nullable String text) {
            return text == null ? "not given" : "'" + text.strip().replace("\n", ", ") + "'";
        }
    }

    /**
     * Compares this one, the master's, with what the worker's own program made.
     *
     * @return what differs, in the order of server and ports
     */
    public List<Difference> differences(Manifest mine) {
        List<Difference> found = new ArrayList<>();
        compare("server", mine.settings, settings, found);
        if (mine.ports.size() != ports.size()) {
            found.add(new Difference(
                    "server", "ports", Integer.toString(mine.ports.size()), Integer.toString(ports.size())));
        }
        for (int i = 0; i < Math.min(mine.ports.size(), ports.size()); i++) {
            compare("port " + i, mine.ports.get(i), ports.get(i), found);
        }
        return found;
    }

    private static void compare(String where, Port mine, Port masters, List<Difference> found) {
        boolean anyNumber = mine.number == 0;
        if (!mine.host.equals(masters.host) || (!anyNumber && mine.number != masters.number)) {
            found.add(new Difference(where, "address", mine.address(), masters.address()));
        }
        if (mine.type != masters.type) {
            found.add(new Difference(where, "type", Integer.toString(mine.type), Integer.toString(masters.type)));
        }
        compare(where, mine.settings, masters.settings, found);
    }

    private static void compare(
            String where,
            @Nullable Map<String, String> mine,
            @Nullable Map<String, String> masters,
            List<Difference> found) {
        Map<String, String> left = mine == null ? Map.of() : mine;
        Map<String, String> right = masters == null ? Map.of() : masters;
        Set<String> keys = new TreeSet<>(left.keySet());
        keys.addAll(right.keySet());
        for (String key : keys) {
            if (Objects.equals(left.get(key), right.get(key))) continue;
            found.add(new Difference(where, key, left.get(key), right.get(key)));
        }
    }

    /**
     * Writes it for nobody but this user, all at once: who reads the file finds all of it or none.
     *
     * @throws SwooleException when it cannot be written
     */
    public void write(Path file) {
        ManifestFile.write(this, file);
    }

    /**
     * Reads what {@link #write} wrote.
     *
     * @throws SwooleException when it cannot be read or is damaged
     */
    public static Manifest read(Path file) {
        return ManifestFile.read(file);
    }
}

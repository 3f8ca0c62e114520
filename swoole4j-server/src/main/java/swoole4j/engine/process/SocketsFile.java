package swoole4j.engine.process;

import java.io.IOException;
import java.io.Reader;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What the system has for the sockets of a master, by port, in a file for its workers. Any thread. */
public final class SocketsFile {
    private static final Logger log = LoggerFactory.getLogger(SocketsFile.class);

    private final Path file;

    /** Names the file. */
    public SocketsFile(Path file) {
        this.file = file;
    }

    /**
     * Writes it, before there is a worker.
     *
     * @param options numbers and booleans by name, for each port
     * @throws IOException when that is not possible
     */
    public void write(List<Map<String, Object>> options) throws IOException {
        Properties lines = new Properties();
        for (int port = 0; port < options.size(); port++) {
            String prefix = prefix(port);
            options.get(port).forEach((name, value) -> lines.setProperty(prefix + name, value.toString()));
        }
        try (Writer writer = Files.newBufferedWriter(file)) {
            lines.store(writer, null);
        }
    }

    /** Returns those of one port; none when the file is gone. */
    public Map<String, Object> read(int port) {
        Properties lines = new Properties();
        try (Reader reader = Files.newBufferedReader(file)) {
            lines.load(reader);
        } catch (IOException e) {
            log.warn("the options of sockets cannot be read: {}", e.toString());
        }
        String prefix = prefix(port);
        Map<String, Object> options = new TreeMap<>();
        for (String line : lines.stringPropertyNames()) {
            if (line.startsWith(prefix)) options.put(line.substring(prefix.length()), value(lines.getProperty(line)));
        }
        return options;
    }

    private static String prefix(int port) {
        return port + ".";
    }

    private static Object value(String text) {
        return switch (text) {
            case "true" -> true;
            case "false" -> false;
            default -> Integer.valueOf(text);
        };
    }
}

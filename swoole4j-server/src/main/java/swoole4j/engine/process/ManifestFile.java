package swoole4j.engine.process;

import java.io.IOException;
import java.io.Reader;
import java.io.StringReader;
import java.io.StringWriter;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import swoole4j.SwooleException;

/** A manifest as a file of properties. */
final class ManifestFile {
    private static final String PORTS = "ports";
    /** In front of a setting's name; alone it says that there are settings. */
    private static final String SET = "set.";

    private static final int MOST_PORTS = 65536;
    private static final long LONGEST = 16 << 20;

    private final Path file;
    private final Properties lines;

    private ManifestFile(Path file, Properties lines) {
        this.file = file;
        this.lines = lines;
    }

    static void write(Manifest manifest, Path file) {
        ManifestFile written = new ManifestFile(file, new Properties());
        written.putSettings("", manifest.settings());
        written.put(PORTS, manifest.ports().size());
        for (int i = 0; i < manifest.ports().size(); i++)
            written.putPort(prefix(i), manifest.ports().get(i));
        try {
            written.save();
        } catch (IOException e) {
            throw new SwooleException(file + " cannot be written: " + e, 0, e);
        }
    }

    private static String prefix(int port) {
        return "port." + port + ".";
    }

    private void putPort(String prefix, Manifest.Port port) {
        lines.setProperty(prefix + "host", port.host());
        put(prefix + "number", port.number());
        put(prefix + "type", port.type());
        putSettings(prefix, port.settings());
    }

    private void put(String key, int number) {
        lines.setProperty(key, Integer.toString(number));
    }

    private void putSettings(String prefix, @Nullable Map<String, String> settings) {
        if (settings == null) return;
        lines.setProperty(prefix + SET, "");
        settings.forEach((key, value) -> lines.setProperty(prefix + SET + key, value));
    }

    private void save() throws IOException {
        StringWriter text = new StringWriter();
        lines.store(text, null);
        Path next = file.resolveSibling(file.getFileName() + ".new");
        Files.deleteIfExists(next);
        var options = Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        var onlyUser = PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
        try (FileChannel channel = FileChannel.open(next, options, onlyUser)) {
            ByteBuffer bytes = StandardCharsets.UTF_8.encode(text.toString());
            while (bytes.hasRemaining()) channel.write(bytes);
        }
        Files.move(next, file, StandardCopyOption.ATOMIC_MOVE);
    }

    static Manifest read(Path file) {
        Properties lines = new Properties();
        try (Reader text = new StringReader(textOf(file))) {
            lines.load(text);
        } catch (IOException | IllegalArgumentException e) {
            throw new SwooleException(file + " cannot be read: " + e, 0, e);
        }
        return new ManifestFile(file, lines).manifest();
    }

    private static String textOf(Path file) throws IOException {
        if (Files.size(file) > LONGEST) throw new IOException("it is longer than " + LONGEST + " bytes");
        return Files.readString(file);
    }

    private Manifest manifest() {
        List<Manifest.Port> ports = new ArrayList<>();
        int count = number(PORTS, 0, MOST_PORTS);
        for (int i = 0; i < count; i++) ports.add(port(prefix(i)));
        return new Manifest(settings(""), ports);
    }

    private Manifest.Port port(String prefix) {
        return new Manifest.Port(
                text(prefix + "host"),
                number(prefix + "number", 0, Integer.MAX_VALUE),
                number(prefix + "type", Integer.MIN_VALUE, Integer.MAX_VALUE),
                settings(prefix));
    }

    private @Nullable Map<String, String> settings(String prefix) {
        String start = prefix + SET;
        if (lines.getProperty(start) == null) return null;
        Map<String, String> settings = new TreeMap<>();
        for (String key : lines.stringPropertyNames()) {
            if (key.startsWith(start) && key.length() > start.length()) {
                settings.put(key.substring(start.length()), lines.getProperty(key));
            }
        }
        return settings;
    }

    private String text(String key) {
        String text = lines.getProperty(key);
        if (text == null) throw new SwooleException(file + " is damaged: it has no " + key);
        return text;
    }

    private int number(String key, int least, int most) {
        String digits = text(key);
        try {
            int number = Integer.parseInt(digits);
            if (number >= least && number <= most) return number;
        } catch (NumberFormatException _) {
            // as for one out of range
        }
        throw new SwooleException(file + " is damaged: " + key + " is " + digits);
    }
}

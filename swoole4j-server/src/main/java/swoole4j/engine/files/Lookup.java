package swoole4j.engine.files;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import swoole4j.core.http.AutoIndex;
import swoole4j.core.http.MimeTypes;
import swoole4j.core.http.StaticPath;
import swoole4j.engine.config.StaticSettings;

/**
 * Looks below document_root for what a request target names. Nothing is opened here but directories that are listed. Immutable;
 * any thread.
 */
final class Lookup {
    private final StaticSettings settings;

    Lookup(StaticSettings settings) {
        this.settings = settings;
    }

    /** What a target names. */
    sealed interface Result {}

    /** Nothing for the static handler. */
    enum Nothing implements Result {
        INSTANCE
    }

    /** Nothing that is there, in a location that is the handler's own. */
    enum Missing implements Result {
        INSTANCE
    }

    /** A file. */
    record Found(Document document) implements Result {}

    /** A directory to list. */
    record Directory(StaticPath path, Path real, long modified) implements Result {}

    Result find(String target) {
        StaticPath path = StaticPath.of(target);
        if (path == null) return Nothing.INSTANCE;
        boolean located = !settings.locations().isEmpty();
        if (located && !settings.locations().contains(path)) return Nothing.INSTANCE;
        StaticPath meant = settings.rewrites().rewrite(path);
        if (meant == null) return Nothing.INSTANCE;
        try {
            return find(meant, located);
        } catch (IOException | InvalidPathException _) {
            return Nothing.INSTANCE; // it vanished, or is no name here
        }
    }

    private Result find(StaticPath meant, boolean located) throws IOException {
        String known = MimeTypes.of(meant.path());
        boolean directories = settings.autoIndex() || !settings.indexFiles().isEmpty();
        if (known == null && !located && !directories) return Nothing.INSTANCE;
        Path path = settings.root().resolve(meant.path());
        BasicFileAttributes attributes = attributes(path);
        if (attributes == null || (meant.directory() && attributes.isRegularFile())) {
            return located ? Missing.INSTANCE : Nothing.INSTANCE;
        }
        if (attributes.isDirectory()) return directories ? directory(meant, path) : Nothing.INSTANCE;
        String type = known == null && located ? MimeTypes.UNKNOWN : known;
        return type == null ? Nothing.INSTANCE : file(path, attributes, type);
    }

    /** The file as it is without links, if that is a readable file below the root. */
    private Result file(Path path, BasicFileAttributes attributes, String type) throws IOException {
        if (!attributes.isRegularFile()) return Nothing.INSTANCE;
        Path real = path.toRealPath();
        BasicFileAttributes facts = attributes;
        if (!real.equals(path)) {
            if (!real.startsWith(settings.root())) return Nothing.INSTANCE;
            facts = Files.readAttributes(real, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
        }
        if (!facts.isRegularFile() || !Files.isReadable(real)) return Nothing.INSTANCE;
        return new Found(new Document(real.toString(), facts.size(), seconds(facts), type));
    }

    private Result directory(StaticPath meant, Path path) throws IOException {
        Path real = path.toRealPath();
        if (!real.startsWith(settings.root())) return Nothing.INSTANCE;
        for (String name : settings.indexFiles()) {
            Path index = real.resolve(name);
            BasicFileAttributes attributes = attributes(index);
            if (attributes == null) continue;
            return file(index, attributes, MimeTypes.ofFile(name));
        }
        if (!settings.autoIndex()) return Nothing.INSTANCE;
        BasicFileAttributes attributes = Files.readAttributes(real, BasicFileAttributes.class);
        return new Directory(meant, real, seconds(attributes));
    }

    /** Makes the page of a directory, or nothing when it cannot be read. */
    static byte @Nullable [] list(Directory directory) {
        List<String> names = new ArrayList<>();
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(directory.real())) {
            for (Path entry : entries) names.add(entry.getFileName().toString());
        } catch (IOException | java.nio.file.DirectoryIteratorException _) {
            return null;
        }
        return AutoIndex.page(directory.path(), names);
    }

    /** The attributes behind links, or null; misses are frequent and must not cost an exception. */
    private static @Nullable BasicFileAttributes attributes(Path path) throws IOException {
        return path.getFileSystem().provider().readAttributesIfExists(path, BasicFileAttributes.class);
    }

    private static long seconds(BasicFileAttributes attributes) {
        return Math.floorDiv(attributes.lastModifiedTime().toMillis(), 1000L);
    }
}

package swoole4j.scenario;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The files that a script may serve, copied for one run, all of the age that the transcripts name. */
final class Fixtures implements AutoCloseable {
    private static final Path ORIGINAL = Path.of("reference", "fixtures");
    private static final FileTime MODIFIED = FileTime.from(1_700_000_000, TimeUnit.SECONDS);

    private final Path temporary = Files.createTempDirectory("scenario");
    /** Named as the original: transcripts climb out of the document root and in again. */
    private final Path folder = temporary.resolve("fixtures");

    Fixtures() throws IOException {
        Files.walkFileTree(ORIGINAL, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path original, BasicFileAttributes attributes) throws IOException {
                Files.createDirectory(copyOf(original));
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path original, BasicFileAttributes attributes) throws IOException {
                Files.copy(original, copyOf(original));
                return FileVisitResult.CONTINUE;
            }
        });
        try (Stream<Path> copies = Files.walk(folder)) {
            for (Path copy : copies.toList()) {
                Files.setLastModifiedTime(copy, MODIFIED);
            }
        }
    }

    Path folder() {
        return folder;
    }

    @Override
    public void close() throws IOException {
        Files.walkFileTree(temporary, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.delete(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path emptied, @Nullable IOException e) throws IOException {
                if (e != null) throw e;
                Files.delete(emptied);
                return FileVisitResult.CONTINUE;
            }
        });
    }

    private Path copyOf(Path original) {
        return folder.resolve(ORIGINAL.relativize(original));
    }
}

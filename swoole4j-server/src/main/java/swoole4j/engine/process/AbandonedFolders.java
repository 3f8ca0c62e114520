package swoole4j.engine.process;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.UserPrincipal;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Private folders whose master ended without deleting them. */
final class AbandonedFolders {
    private static final Logger log = LoggerFactory.getLogger(AbandonedFolders.class);
    private static final Pattern NAME = Pattern.compile("swoole4j-([1-9][0-9]{0,9})-[0-9a-f]{16}");
    private static final Duration TIME_TO_LOCK = Duration.ofMinutes(1);

    private AbandonedFolders() {}

    /**
     * Deletes those in a folder.
     *
     * @param owner whose they have to be
     * @param own what belongs to this JVM and is not touched
     */
    static void sweep(Path parent, UserPrincipal owner, Set<Path> own) {
        try (DirectoryStream<Path> all = Files.newDirectoryStream(parent, "swoole4j-*")) {
            for (Path folder : all) {
                if (!own.contains(folder) && isAbandoned(folder, owner)) delete(folder);
            }
        } catch (IOException | RuntimeException e) { // what stays does no harm
            log.info("{} cannot be searched for abandoned folders: {}", parent, e.toString());
        }
    }

    /** Links are not followed: what is behind one is none of ours. */
    private static boolean isAbandoned(Path folder, UserPrincipal owner) {
        Matcher name = NAME.matcher(String.valueOf(folder.getFileName()));
        try {
            return name.matches()
                    && Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)
                    && Files.getOwner(folder, LinkOption.NOFOLLOW_LINKS).equals(owner)
                    && isUnlocked(folder, Long.parseLong(name.group(1)));
        } catch (IOException _) {
            return false; // somebody else has just deleted it
        }
    }

    /** A process id says little: it may belong to another process by now, or to one of another container. */
    private static boolean isUnlocked(Path folder, long pid) throws IOException {
        try (FileChannel file = FileChannel.open(
                        folder.resolve(PrivateFolder.LOCK), StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS);
                var lock = file.tryLock()) {
            return lock != null;
        } catch (NoSuchFileException _) { // its master has yet to make it, or died between the two
            return ProcessHandle.of(pid).isEmpty() && age(folder).compareTo(TIME_TO_LOCK) > 0;
        }
    }

    private static Duration age(Path folder) throws IOException {
        return Duration.between(
                Files.getLastModifiedTime(folder, LinkOption.NOFOLLOW_LINKS).toInstant(), Instant.now());
    }

    /** Deletes a folder as far as possible. */
    static void delete(Path folder) {
        try {
            Files.walkFileTree(folder, new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                    Files.deleteIfExists(file);
                    return FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult postVisitDirectory(Path inner, @Nullable IOException e) throws IOException {
                    Files.deleteIfExists(inner);
                    return FileVisitResult.CONTINUE;
                }
            });
        } catch (NoSuchFileException _) {
            // another master was faster
        } catch (IOException e) {
            log.warn("{} cannot be deleted: {}", folder, e.toString());
        }
    }
}

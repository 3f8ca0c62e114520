package swoole4j.internal.shared;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * A folder of this process alone, in which files of shared memory have names as long as others may come to map them.
 *
 * <p>Its owner holds a lock of the operating system, which is gone with the process however it ends. So the next one finds out
 * what was left by one that was killed, whatever number that had.
 */
final class Folder {
    private static final String PREFIX = "swoole4j-shared-";
    private static final String OWNER = "owner";
    /** Folders of this JVM. To open and close a file again would give up the locks that this JVM has on it. */
    private static final Set<Path> OWN = ConcurrentHashMap.newKeySet();

    private final Path path;
    private final FileChannel owner;
    /** How many bytes were promised of what the file system has left. */
    private long promised;

    private boolean deleted;

    private Folder(Path path, FileChannel owner) {
        this.path = path;
        this.owner = owner;
    }

    /** Makes a folder in {@code base} that nobody else can enter, and clears what dead processes of the same user left there. */
    static Folder create(Path base) throws IOException {
        sweep(base);
        while (true) {
            Path path = Files.createTempDirectory(
                    base, PREFIX, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
            OWN.add(path);
            Folder folder = own(path);
            if (folder != null) return folder;
            OWN.remove(path);
        }
    }

    /** Takes possession; null when somebody who clears up was faster. */
    @SuppressWarnings("MustBeClosed") // the lock lasts as long as the channel is open
    private static @Nullable Folder own(Path path) throws IOException {
        FileChannel owner = FileChannel.open(
                path.resolve(OWNER), StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
        if (owner.tryLock() != null && Files.exists(path.resolve(OWNER))) return new Folder(path, owner);
        owner.close();
        return null;
    }

    Path path() {
        return path;
    }

    /** Promises so many bytes, if the file system has them. */
    synchronized boolean promise(long bytes) throws IOException {
        if (Files.getFileStore(path).getUsableSpace() - promised < bytes) return false;
        promised += bytes;
        return true;
    }

    /** Removes the names; who has mapped a file keeps its memory. */
    synchronized void delete() {
        if (deleted) return;
        deleted = true;
        try {
            clear(path);
            owner.close();
        } catch (IOException _) {
            return; // left to the next one
        }
        OWN.remove(path);
    }

    private static void sweep(Path base) throws IOException {
        try (DirectoryStream<Path> found = Files.newDirectoryStream(base, PREFIX + "*")) {
            for (Path path : found) {
                if (!OWN.contains(path)) clearIfDead(path);
            }
        }
    }

    private static void clearIfDead(Path path) {
        try {
            if (!Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)) return;
            // Its owner is what tells the folder from one of the same name that others made.
            try (FileChannel owner = FileChannel.open(path.resolve(OWNER), StandardOpenOption.WRITE)) {
                if (owner.tryLock() != null) clear(path);
            }
        } catch (IOException _) {
            // of another user, or somebody else clears it
        }
    }

    private static void clear(Path path) throws IOException {
        try (DirectoryStream<Path> files = Files.newDirectoryStream(path)) {
            for (Path file : files) Files.deleteIfExists(file);
        }
        Files.deleteIfExists(path);
    }
}

package swoole4j.engine.process;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import swoole4j.SwooleException;

/**
 * Where a master keeps sockets and files, for nobody but its user: {@code swoole4j-PID-RANDOM} in {@code java.io.tmpdir}. A
 * lock in it tells that its master lives, in containers that share the folder around it, too. Any thread.
 */
public final class PrivateFolder implements AutoCloseable {
    static final String LOCK = "lock";

    /** What the kernel has room for in a socket's address. */
    private static final int LONGEST_ADDRESS = 107;

    private static final int RANDOM_BYTES = 8;
    private static final SecureRandom RANDOM = new SecureRandom();

    /** Folders of this JVM: to open and close a lock file of one's own would release the lock. */
    private static final Set<Path> OWN = ConcurrentHashMap.newKeySet();

    private final Path path;
    private final FileChannel lock;

    private PrivateFolder(Path path, FileChannel lock) {
        this.path = path;
        this.lock = lock;
    }

    /**
     * Makes one, and deletes those of masters that ended without.
     *
     * @throws SwooleException when there can be none
     */
    public static PrivateFolder create() {
        return createIn(Path.of(System.getProperty("java.io.tmpdir")).toAbsolutePath());
    }

    static PrivateFolder createIn(Path parent) {
        byte[] random = new byte[RANDOM_BYTES];
        RANDOM.nextBytes(random);
        Path path = parent.resolve("swoole4j-" + ProcessHandle.current().pid() + "-"
                + HexFormat.of().formatHex(random));
        OWN.add(path);
        try {
            var onlyUser = PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));
            Files.createDirectory(path, onlyUser);
            PrivateFolder folder = new PrivateFolder(path, lock(path));
            AbandonedFolders.sweep(parent, Files.getOwner(path), OWN);
            return folder;
        } catch (IOException | UnsupportedOperationException e) {
            OWN.remove(path);
            throw new SwooleException(
                    "the folder " + path + " cannot be made: " + e + "; java.io.tmpdir may name another place for it",
                    0,
                    e);
        }
    }

    /** The file gets its name once it is locked, so that nobody finds it unlocked while its master lives. */
    private static FileChannel lock(Path path) throws IOException {
        Path unlocked = path.resolve(LOCK + ".new");
        FileChannel channel = FileChannel.open(unlocked, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        try {
            if (channel.tryLock() == null) throw new IOException("its lock is taken");
            Files.move(unlocked, path.resolve(LOCK), StandardCopyOption.ATOMIC_MOVE);
            return channel;
        } catch (IOException e) {
            channel.close();
            throw e;
        }
    }

    /** Returns where it is. */
    public Path path() {
        return path;
    }

    /**
     * Returns where a Unix socket of that name belongs.
     *
     * @throws SwooleException when its path is longer than a socket's can be
     */
    public Path socket(String name) {
        Path socket = path.resolve(name);
        int length = socket.toString().getBytes(StandardCharsets.UTF_8).length;
        if (length <= LONGEST_ADDRESS) return socket;
        throw new SwooleException("the path of a Unix socket has " + LONGEST_ADDRESS + " bytes at most, and " + socket
                + " has " + length + "; java.io.tmpdir may name a shorter place");
    }

    /** Deletes it with all that is in it. */
    @Override
    public void close() {
        AbandonedFolders.delete(path);
        try {
            lock.close();
        } catch (IOException _) {
            // the file is gone
        }
        OWN.remove(path);
    }
}

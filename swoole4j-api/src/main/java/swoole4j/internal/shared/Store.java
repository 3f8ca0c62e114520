package swoole4j.internal.shared;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import swoole4j.SwooleException;

/** Where the files of shared memory are. Any thread. */
sealed interface Store {
    /** Returns the file of that name, for so many bytes. */
    Path file(String name, long bytes);

    /** Returns how a child is told of it: folders, each behind a separator. */
    String address();

    /** Takes the names of all files. */
    void close();

    /** The folders of a master: in memory, and on disk for what memory has no room for, as it may be in a container. */
    final class Own implements Store {
        private final List<Folder> folders = new ArrayList<>();

        @Override
        public synchronized Path file(String name, long bytes) {
            List<Path> bases = bases();
            try {
                for (int i = 0; i < bases.size(); i++) {
                    if (i == folders.size()) folders.add(newFolder(bases.get(i)));
                    if (folders.get(i).promise(bytes))
                        return folders.get(i).path().resolve(name);
                }
            } catch (IOException e) {
                throw new SwooleException("unable to allocate memory: no folder in " + bases, 0, e);
            }
            throw noRoom(bytes, bases);
        }

        private static Folder newFolder(Path base) throws IOException {
            Folder folder = Folder.create(base);
            Runtime.getRuntime().addShutdownHook(new Thread(folder::delete, "swoole4j-shared"));
            return folder;
        }

        @Override
        public synchronized String address() {
            return folders.stream()
                    .map(folder -> File.pathSeparator + folder.path())
                    .collect(Collectors.joining());
        }

        @Override
        public synchronized void close() {
            for (Folder folder : folders) folder.delete();
            folders.clear();
        }
    }

    /** The folders of the master whose child this is. */
    record Foreign(List<Path> folders) implements Store {
        static Foreign at(String address) {
            return new Foreign(Stream.of(address.split(File.pathSeparator, -1))
                    .skip(1)
                    .map(Path::of)
                    .toList());
        }

        @Override
        public Path file(String name, long bytes) {
            return folders.stream()
                    .map(folder -> folder.resolve(name))
                    .filter(Files::exists)
                    .findFirst()
                    .orElseThrow(() -> new SwooleException("the master has no shared memory '" + name + "' in "
                            + folders + ": both must make the same objects in the same order before start()"));
        }

        @Override
        public String address() {
            throw new IllegalStateException("a child has no children that share memory");
        }

        @Override
        public void close() {}
    }

    /** Returns a new file that the caller takes the name of at once. */
    static Path temporary(long bytes) {
        List<Path> bases = bases();
        try {
            for (Path base : bases) {
                if (Files.getFileStore(base).getUsableSpace() >= bytes)
                    return Files.createTempFile(base, "swoole4j-", "");
            }
        } catch (IOException e) {
            throw new SwooleException("unable to allocate memory: no file in " + bases, 0, e);
        }
        throw noRoom(bytes, bases);
    }

    private static SwooleException noRoom(long bytes, List<Path> bases) {
        return new SwooleException("unable to allocate memory: no room for " + bytes + " bytes in " + bases);
    }

    private static List<Path> bases() {
        return Stream.of(Path.of("/dev/shm"), Path.of(System.getProperty("java.io.tmpdir")))
                .filter(base -> Files.isDirectory(base) && Files.isWritable(base))
                .distinct()
                .toList();
    }
}

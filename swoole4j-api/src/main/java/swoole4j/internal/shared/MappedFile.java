package swoole4j.internal.shared;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import swoole4j.SwooleException;

/** A file, open and in memory. What nobody has written to takes no room, in memory or in the file system. */
record MappedFile(FileChannel channel, MemorySegment memory) {
    /** Opens a file, makes it when it is not there, and maps so many bytes of it. */
    @SuppressWarnings("MustBeClosed") // the caller's
    static MappedFile open(Path path, long bytes) {
        boolean interrupted = Thread.interrupted(); // or the channel would be closed
        try {
            FileChannel channel = FileChannel.open(
                    path, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
            return new MappedFile(channel, channel.map(MapMode.READ_WRITE, 0, bytes, Arena.ofAuto()));
        } catch (IOException e) {
            throw new SwooleException("unable to allocate memory: " + bytes + " bytes in " + path, 0, e);
        } finally {
            if (interrupted) Thread.currentThread().interrupt();
        }
    }

    /** As {@link #open}, but keeps only the memory. */
    static MemorySegment map(Path path, long bytes) {
        MappedFile mapped = open(path, bytes);
        try {
            mapped.channel.close();
        } catch (IOException e) {
            throw new SwooleException("cannot close " + path, 0, e);
        }
        return mapped.memory;
    }
}

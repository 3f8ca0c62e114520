package swoole4j.engine.reactor;

import io.netty.buffer.ByteBuf;
import io.netty.channel.DefaultFileRegion;
import io.netty.channel.FileRegion;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Part of a file in a connection's output. The descriptor is this object's own: Netty never closes it. Reactor-confined;
 * {@link #open} is also called by coroutines that share the reactor's thread.
 */
final class FilePart extends Piece {
    private static final Set<OpenOption> READ = Set.of(StandardOpenOption.READ);
    private static final Set<OpenOption> READ_NO_LINK = Set.of(StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS);

    private final String path;
    private final boolean followLinks;
    private final long reservation;
    private long at;
    private long left;
    private @Nullable FileChannel file;

    /** {@code reservation} is what it counts as unsent bytes until it is sent. */
    FilePart(String path, boolean followLinks, long at, long length, long reservation) {
        this.path = path;
        this.followLinks = followLinks;
        this.at = at;
        this.left = length;
        this.reservation = reservation;
    }

    @Override
    long left() {
        return left;
    }

    long reservation() {
        return reservation;
    }

    /**
     * Opens the file.
     *
     * @throws IOException if it cannot be opened, or does not hold the part any more
     */
    void open() throws IOException {
        // The channel would be closed by an interrupt that is meant for the coroutine.
        boolean interrupted = Thread.interrupted();
        try {
            FileChannel opened = FileChannel.open(Path.of(path), followLinks ? READ : READ_NO_LINK);
            file = opened;
            if (opened.size() - at < left) {
                close();
                throw shrank();
            }
        } catch (InvalidPathException e) {
            throw new IOException(e.getMessage(), e);
        } finally {
            if (interrupted) Thread.currentThread().interrupt();
        }
    }

    /** Takes the open file of {@code before} over when that is a part of the same one. */
    boolean takeOver(FilePart before) {
        if (file != null || !path.equals(before.path) || followLinks != before.followLinks) return false;
        file = before.file;
        before.file = null;
        return true;
    }

    @Override
    int moveTo(ByteBuf target, int most) throws IOException {
        int count = target.writeBytes(opened(), at, (int) Math.min(most, left));
        if (count <= 0) throw shrank();
        sent(count);
        return count;
    }

    /** Returns the next bytes, to be copied by the kernel; {@link #sent} says that they are. */
    FileRegion region(long most) throws IOException {
        return new Region(opened(), at, Math.min(most, left));
    }

    /** So many bytes are with the kernel. */
    void sent(long count) {
        at += count;
        left -= count;
    }

    /** Tells whether the file has become too short. */
    boolean hasShrunk() {
        FileChannel open = file;
        try {
            return open != null && open.size() - at < left;
        } catch (IOException _) {
            return true;
        }
    }

    void close() {
        FileChannel open = file;
        file = null;
        try {
            if (open != null) open.close();
        } catch (IOException _) {
            // It was only read.
        }
    }

    IOException shrank() {
        return new IOException("file " + path + " became shorter than " + (at + left) + " bytes while it was sent");
    }

    private FileChannel opened() throws IOException {
        if (file == null) open();
        return Objects.requireNonNull(file);
    }

    /** Netty's region with a file that stays open. */
    private static final class Region extends DefaultFileRegion {
        Region(FileChannel file, long at, long count) {
            super(file, at, count);
        }

        @Override
        protected void deallocate() {
            // The part closes its file.
        }
    }
}

package swoole4j.engine.http2;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.io.EOFException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.LinkOption;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The content of a part of an answer, taken piece by piece as the client's window allows. Reactor-confined. */
sealed interface Content {
    /** Returns how much is left. */
    long left();

    /** Takes the next piece, of at most so many bytes. */
    ByteBuf next(int most) throws IOException;

    /** Nothing more will be taken. */
    void close();

    /** Bytes in memory, which are not copied. */
    final class Bytes implements Content {
        private final byte[] bytes;
        private int from;

        Bytes(byte[] bytes) {
            this.bytes = bytes;
        }

        @Override
        public long left() {
            return (long) bytes.length - from;
        }

        @Override
        public ByteBuf next(int most) {
            int size = Math.min(most, bytes.length - from);
            from += size;
            return Unpooled.wrappedBuffer(bytes, from - size, size);
        }

        @Override
        public void close() {
            from = bytes.length;
        }
    }

    /** Part of a file, which is opened when its turn comes. */
    final class FilePart implements Content {
        private static final Set<OpenOption> READ = Set.of(StandardOpenOption.READ);
        private static final Set<OpenOption> READ_NO_LINK = Set.of(StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS);

        private final String path;
        private final boolean followLinks;
        private long position;
        private long left;
        private @Nullable FileChannel file;

        FilePart(String path, boolean followLinks, long offset, long length) {
            this.path = path;
            this.followLinks = followLinks;
            this.position = offset;
            this.left = length;
        }

        @Override
        public long left() {
            return left;
        }

        @Override
        public ByteBuf next(int most) throws IOException {
            FileChannel open = file;
            if (open == null) {
                open = FileChannel.open(Path.of(path), followLinks ? READ : READ_NO_LINK);
                file = open;
            }
            int size = (int) Math.min(most, left);
            ByteBuf piece = Unpooled.buffer(size);
            while (piece.readableBytes() < size) {
                int read = piece.writeBytes(open, position + piece.readableBytes(), size - piece.readableBytes());
                if (read < 0) throw new EOFException(path + " has become shorter while it was sent");
            }
            position += size;
            left -= size;
            return piece;
        }

        @Override
        public void close() {
            left = 0;
            FileChannel open = file;
            if (open == null) return;
            try {
                open.close();
            } catch (IOException _) {
                // It was only read.
            }
        }
    }
}

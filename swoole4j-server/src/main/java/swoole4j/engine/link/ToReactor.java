package swoole4j.engine.link;

import java.util.List;
import org.jspecify.annotations.Nullable;
import swoole4j.core.websocket.DeflateParameters;
import swoole4j.core.websocket.FrameWriter;

/**
 * Everything a worker can tell a reactor. Closed, as {@link ToWorker}. Bytes that are to be sent were added to the
 * connection's unsent bytes by the sender already; arrays are handed over.
 */
public sealed interface ToReactor {
    /** Returns the connection it is about, or 0 when it is about none. */
    int fd();

    /** What concerns a port with datagrams, and no connection. */
    sealed interface OfDatagrams extends ToReactor {
        /** Returns the index of the port. */
        int port();

        @Override
        default int fd() {
            return 0;
        }
    }

    /** Bytes to send as they are. */
    @SuppressWarnings("ArrayRecordComponent") // handed over, never compared
    record Send(int fd, byte[] data) implements ToReactor {}

    /** A frame to encode, compress where that was negotiated, and send. */
    @SuppressWarnings("ArrayRecordComponent") // handed over, never compared
    record Push(int fd, int opcode, int flags, byte[] payload) implements ToReactor {
        /** Returns what it adds to the unsent bytes: the frame as it is without compression. */
        public int size() {
            return FrameWriter.headerSize(payload.length, false) + payload.length;
        }
    }

    /** A piece of an HTTP response, the first {@code length} bytes of {@code data}; the last one lets the next request in, or ends the connection. */
    @SuppressWarnings("ArrayRecordComponent") // handed over, never compared
    record Respond(int fd, byte[] data, int length, boolean last, boolean keepAlive) implements ToReactor {}

    /**
     * Part of a file, behind a head, which may be empty; the reactor opens it, at once unless the connection has another
     * file open. {@code followLinks} is false where {@code file} must be no link; {@code last} and {@code keepAlive} are as
     * in {@link Respond}, but the next request comes in when the file is sent. Only the head counts as unsent.
     */
    @SuppressWarnings("ArrayRecordComponent") // handed over, never compared
    record SendFile(
            int fd,
            byte[] head,
            String file,
            boolean followLinks,
            long offset,
            long length,
            boolean last,
            boolean keepAlive)
            implements ToReactor {}

    /**
     * Part of a file between other bytes; the reactor opens it, at once unless the connection has another file open. So that a
     * queue of files is bounded too, each counts as unsent.
     */
    record SendPart(int fd, String file, long offset, long length) implements ToReactor {
        private static final long MOST_COUNTED = 64 * 1024;

        /** Returns what it adds to the unsent bytes. */
        public long size() {
            return Math.min(length, MOST_COUNTED);
        }
    }

    /**
     * Asks for a {@link ToWorker.Flushed} when the kernel has all that was handed over before. {@code worker} is who asks and
     * {@code ticket} what it knows the question by.
     */
    record Flush(int fd, int worker, long ticket) implements ToReactor {}

    /** Drops what is queued. */
    record Discard(int fd) implements ToReactor {}

    /** Reads what the peer sends, or leaves it with the kernel. */
    record Read(int fd, boolean on) implements ToReactor {}

    /** Nobody will end the response of the request in work: the next request comes in, whatever is sent for this one. */
    record Detach(int fd) implements ToReactor {}

    /** The head of a 101; frames flow from here on. {@code deflate} is what was negotiated. */
    @SuppressWarnings("ArrayRecordComponent") // handed over, never compared
    record Upgrade(int fd, byte[] head, @Nullable DeflateParameters deflate) implements ToReactor {}

    /**
     * Part of an answer on a stream of an HTTP/2 connection, any piece of which may be empty: the head, which begins with
     * {@code :status}, then data, then trailers. {@code last} ends the stream.
     */
    @SuppressWarnings("ArrayRecordComponent") // handed over, never compared
    record StreamPart(int fd, int stream, List<String> head, byte[] data, List<String> trailers, boolean last)
            implements ToReactor {
        /** Returns what it adds to the unsent bytes: its data, and its fields without compression. */
        public long size() {
            return data.length + sizeOf(head) + sizeOf(trailers);
        }
    }

    /**
     * Part of an answer on a stream whose data is part of a file, which the reactor opens; {@code followLinks} is false where
     * it must be no link. Only the fields count as unsent.
     */
    record StreamFile(
            int fd,
            int stream,
            List<String> head,
            String file,
            boolean followLinks,
            long offset,
            long length,
            List<String> trailers,
            boolean last)
            implements ToReactor {
        /** Returns what it adds to the unsent bytes. */
        public long size() {
            return sizeOf(head) + sizeOf(trailers);
        }
    }

    /** Ends a stream without an answer, or with only part of it; {@code code} is an error code of RFC 9113 7. */
    record StreamReset(int fd, int stream, int code) implements ToReactor {}

    /** The head of the answer that makes a stream a WebSocket; frames flow from here on. */
    record StreamUpgrade(
            int fd, List<String> head, @Nullable DeflateParameters deflate) implements ToReactor {}

    /** An HTTP/2 PING with the first eight bytes of {@code data}. */
    @SuppressWarnings("ArrayRecordComponent") // handed over, never compared
    record Ping(int fd, byte[] data) implements ToReactor {}

    /** An HTTP/2 GOAWAY: the streams that are there go on, and the connection ends with the last of them. */
    record Goaway(int fd, int code, String debug) implements ToReactor {}

    /** A close frame, after which the peer's is awaited; {@code payload} is its code and reason. */
    @SuppressWarnings("ArrayRecordComponent") // handed over, never compared
    record SendClose(int fd, byte[] payload) implements ToReactor {}

    /** End the connection behind what is queued, or at once with a reset. */
    record Close(int fd, boolean reset) implements ToReactor {}

    /**
     * Lets a {@link ToWorker.Closing} with the same contents come behind all that was told of the connection before, its
     * beginning too.
     */
    @SuppressWarnings("ArrayRecordComponent") // handed over, never compared
    record Closing(int fd, int farewell, boolean reset, byte[] words) implements ToReactor {
        /** As {@code farewell}: the connection's output has its end already. */
        public static final int SAID = -1;
    }

    /** A rule ended the connection: what is queued is dropped, and the worker is told as when the peer ends it. */
    record Abandon(int fd) implements ToReactor {}

    /** Its unsent bytes reached the high watermark: lets a {@link ToWorker.Filled} go to the worker that calls bufferFull. */
    record Filled(int fd) implements ToReactor {}

    /** A callback for a message, or a request on a stream, of this connection has ended; it had so many bytes. */
    record Done(int fd, int bytes) implements ToReactor {}

    /** The close event has reached the worker; callbacks of all that came before it have begun. */
    record Finish(int fd) implements ToReactor {}

    /** The close callback has run; nothing more will be told of the connection. */
    record Release(int fd) implements ToReactor {}

    /** A datagram to send; its sender took room for it. */
    @SuppressWarnings("ArrayRecordComponent") // handed over, never compared
    record SendDatagram(int port, Destination to, byte[] data) implements OfDatagrams {}

    /** A callback for a datagram of so many bytes has ended. */
    record DatagramDone(int port, int bytes) implements OfDatagrams {}

    private static long sizeOf(List<String> fields) {
        long size = 0;
        for (String text : fields) size += text.length() + 16; // RFC 9113 6.5.2 counts 32 for each field
        return size;
    }
}

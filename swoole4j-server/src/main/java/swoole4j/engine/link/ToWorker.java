package swoole4j.engine.link;

import org.jspecify.annotations.Nullable;

/** Everything a reactor can tell a worker. Closed: a new event breaks every dispatcher at compile time. */
public sealed interface ToWorker {
    /** Returns the connection it is about, or 0 when it is about none. */
    int fd();

    /** A connection was accepted. */
    record Connected(int fd) implements ToWorker {}

    /** A message came on a port that speaks neither HTTP nor WebSocket, or bytes where messages have no form. */
    @SuppressWarnings("ArrayRecordComponent") // handed over, never compared
    record Received(int fd, byte[] data) implements ToWorker {}

    /** A complete plain HTTP request. */
    record Requested(int fd, HttpMessage request) implements ToWorker {}

    /** A complete request that asks for a WebSocket. */
    record UpgradeRequested(int fd, HttpMessage request) implements ToWorker {}

    /** A complete message, or a control frame that the port's settings hand to the callback. */
    @SuppressWarnings("ArrayRecordComponent") // handed over, never compared
    record Message(int fd, int opcode, int flags, byte[] payload, boolean ascii) implements ToWorker {}

    /**
     * The connection ended without the worker's doing; reactorId is what the close callback gets, {@code words} the payload of the
     * close frame that came or that tells the peer of its mistake, or null.
     */
    @SuppressWarnings("ArrayRecordComponent") // handed over, never compared
    record Closed(int fd, int reactorId, byte @Nullable [] words) implements ToWorker {}

    /** A stream that carried a request is over; nothing more can be sent on it. */
    record StreamEnded(int fd, int stream) implements ToWorker {}

    /** A datagram came in on the socket that a reactor has for a port; {@code peerPort} is 0 where addresses are paths. */
    @SuppressWarnings("ArrayRecordComponent") // handed over, never compared
    record Datagram(int reactorId, int port, String address, int peerPort, byte[] data) implements ToWorker {
        @Override
        public int fd() {
            return 0;
        }
    }

    /** Unsent bytes reached the high watermark, by what another worker sent. */
    record Filled(int fd) implements ToWorker {}

    /** Unsent bytes fell to the low watermark after senders waited or bufferFull was called. */
    record Drained(int fd) implements ToWorker {}

    /** The kernel has all that was handed over before a {@link ToReactor.Flush} of this worker, whoever else gets the connection's events. */
    record Flushed(int fd, int worker, long ticket) implements ToWorker {}

    /**
     * This server closed the connection, in another place than the worker that is to be told. {@code farewell} is the code of
     * a close frame to send behind all else, or 0; or {@link ToReactor.Closing#SAID}, of a close frame with the payload
     * {@code words}.
     */
    @SuppressWarnings("ArrayRecordComponent") // handed over, never compared
    record Closing(int fd, int farewell, boolean reset, byte[] words) implements ToWorker {}
}

package swoole4j.engine.link.encoding;

import java.nio.ByteBuffer;
import swoole4j.engine.link.ToWorker;

/** {@link ToWorker} as frames. Any thread. */
public final class ToWorkerCodec implements Codec<ToWorker> {
    private static final int CONNECTED = 1;
    private static final int RECEIVED = 2;
    private static final int REQUESTED = 3;
    private static final int UPGRADE_REQUESTED = 4;
    private static final int MESSAGE = 5;
    private static final int CLOSED = 6;
    private static final int STREAM_ENDED = 7;
    private static final int DATAGRAM = 8;
    private static final int DRAINED = 9;
    private static final int FLUSHED = 10;
    private static final int CLOSING = 11;
    private static final int FILLED = 12;

    /** Creates the codec. */
    public ToWorkerCodec() {}

    @Override
    public void encode(ToWorker message, FrameSink out) {
        switch (message) {
            case ToWorker.Connected(int fd) -> out.begin(CONNECTED).number(fd);
            case ToWorker.Received(int fd, byte[] data) ->
                out.begin(RECEIVED).number(fd).bytes(data);
            case ToWorker.Requested(int fd, var request) ->
                HttpMessages.write(out.begin(REQUESTED).number(fd), request);
            case ToWorker.UpgradeRequested(int fd, var request) ->
                HttpMessages.write(out.begin(UPGRADE_REQUESTED).number(fd), request);
            case ToWorker.Message(int fd, int opcode, int flags, byte[] payload, boolean ascii) ->
                out.begin(MESSAGE)
                        .number(fd)
                        .number(opcode)
                        .number(flags)
                        .bytes(payload)
                        .truth(ascii);
            case ToWorker.Closed(int fd, int reactor, byte[] words) ->
                Components.write(out.begin(CLOSED).number(fd).number(reactor), words);
            case ToWorker.StreamEnded(int fd, int stream) ->
                out.begin(STREAM_ENDED).number(fd).number(stream);
            case ToWorker.Datagram(int reactor, int port, String address, int peerPort, byte[] data) ->
                out.begin(DATAGRAM)
                        .number(reactor)
                        .number(port)
                        .text(address)
                        .number(peerPort)
                        .bytes(data);
            case ToWorker.Drained(int fd) -> out.begin(DRAINED).number(fd);
            case ToWorker.Filled(int fd) -> out.begin(FILLED).number(fd);
            case ToWorker.Flushed(int fd, int worker, long ticket) ->
                out.begin(FLUSHED).number(fd).number(worker).number(ticket);
            case ToWorker.Closing(int fd, int farewell, boolean reset, byte[] words) ->
                out.begin(CLOSING).number(fd).number(farewell).truth(reset).bytes(words);
        }
        out.end();
    }

    @Override
    public ToWorker decode(ByteBuffer frame) throws MalformedFrameException {
        return decode(new FrameSource(frame));
    }

    /** Returns the message of what is left of a frame. */
    ToWorker decode(FrameSource in) throws MalformedFrameException {
        ToWorker message = switch (in.octet()) {
            case CONNECTED -> new ToWorker.Connected(in.integer());
            case RECEIVED -> new ToWorker.Received(in.integer(), in.bytes());
            case REQUESTED -> new ToWorker.Requested(in.integer(), HttpMessages.read(in));
            case UPGRADE_REQUESTED -> new ToWorker.UpgradeRequested(in.integer(), HttpMessages.read(in));
            case MESSAGE -> new ToWorker.Message(in.integer(), in.integer(), in.integer(), in.bytes(), in.truth());
            case CLOSED -> new ToWorker.Closed(in.integer(), in.integer(), Components.bytesOrNull(in));
            case STREAM_ENDED -> new ToWorker.StreamEnded(in.integer(), in.integer());
            case DATAGRAM -> new ToWorker.Datagram(in.integer(), in.integer(), in.text(), in.integer(), in.bytes());
            case DRAINED -> new ToWorker.Drained(in.integer());
            case FILLED -> new ToWorker.Filled(in.integer());
            case FLUSHED -> new ToWorker.Flushed(in.integer(), in.integer(), in.number());
            case CLOSING -> new ToWorker.Closing(in.integer(), in.integer(), in.truth(), in.bytes());
            default -> throw in.malformed("no such message, expected 1 to " + FILLED);
        };
        in.end();
        return message;
    }
}

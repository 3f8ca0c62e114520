package swoole4j.engine.link.encoding;

import java.nio.ByteBuffer;
import swoole4j.engine.link.ToWorker;

/**
 * What the owner of the sockets writes to a worker that is a process: events, each with the number of the place where it is
 * kept until it is settled, and orders, whose place is 0. Any thread.
 */
public final class EventFrames {
    private static final int NO_PLACE = 0;
    private static final int LEAVE = 1;

    private static final ToWorkerCodec EVENTS = new ToWorkerCodec();

    private EventFrames() {}

    /** What gets them. */
    public interface Reader {
        /** An event came, which is kept in a place. */
        void event(int place, ToWorker event);

        /** Another worker gets all events whose handling has not begun. */
        void leave();
    }

    /** Encodes an event that is kept in a place, counted from 1. */
    public static void event(int place, ToWorker event, FrameSink out) {
        EVENTS.encode(event, out.place(place));
    }

    /** Encodes that another worker gets all events whose handling has not begun. */
    public static void leave(FrameSink out) {
        out.place(NO_PLACE).begin(LEAVE).end();
    }

    /**
     * Decodes one frame.
     *
     * @throws MalformedFrameException when it is none
     */
    public static void read(ByteBuffer frame, Reader reader) throws MalformedFrameException {
        FrameSource in = new FrameSource(frame);
        int place = in.unsigned();
        if (place != NO_PLACE) {
            reader.event(place, EVENTS.decode(in.behind()));
            return;
        }
        if (in.octet() != LEAVE) throw in.malformed("no such order");
        in.end();
        reader.leave();
    }
}

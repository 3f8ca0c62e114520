package swoole4j.engine.link.encoding;

import java.nio.ByteBuffer;
import swoole4j.engine.link.ToReactor;

/** What a worker that is a process writes to the owner of the sockets: what it tells, and how far it has come. Any thread. */
public final class ToldFrames {
    // Above all types of messages.
    private static final int FIRST = 200;
    private static final int HELLO = 200;
    private static final int SETTLED = 201;
    private static final int LEFT = 202;

    private static final ToReactorCodec MESSAGES = new ToReactorCodec();

    private ToldFrames() {}

    /** What gets them. */
    public interface Reader {
        /** The first frame of a connection: who it is, and that it knows the secret. */
        void hello(String secret, int worker, int incarnation);

        /** The worker told something. */
        void told(ToReactor message);

        /** The event of a place was handled. */
        void settled(int place);

        /** The worker begins to handle no event from here on, not even one that it got. */
        void left();
    }

    /** Encodes the first frame. */
    public static void hello(String secret, int worker, int incarnation, FrameSink out) {
        out.begin(HELLO).text(secret).number(worker).number(incarnation).end();
    }

    /** Encodes what is told. */
    public static void told(ToReactor message, FrameSink out) {
        MESSAGES.encode(message, out);
    }

    /** Encodes that the event of a place was handled. */
    public static void settled(int place, FrameSink out) {
        out.begin(SETTLED).count(place).end();
    }

    /** Encodes that the worker begins to handle no event from here on. */
    public static void left(FrameSink out) {
        out.begin(LEFT).end();
    }

    /**
     * Decodes one frame.
     *
     * @throws MalformedFrameException when it is none
     */
    public static void read(ByteBuffer frame, Reader reader) throws MalformedFrameException {
        FrameSource in = new FrameSource(frame);
        if (in.peek() < FIRST) {
            reader.told(MESSAGES.decode(in));
            return;
        }
        switch (in.octet()) {
            case HELLO -> {
                String secret = in.text();
                int worker = in.integer();
                int incarnation = in.integer();
                in.end();
                reader.hello(secret, worker, incarnation);
            }
            case SETTLED -> {
                int place = in.unsigned();
                in.end();
                reader.settled(place);
            }
            case LEFT -> {
                in.end();
                reader.left();
            }
            default -> throw in.malformed("no such message");
        }
    }
}

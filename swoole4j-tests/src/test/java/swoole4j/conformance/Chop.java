package swoole4j.conformance;

import java.io.IOException;
import swoole4j.testing.Frames;
import swoole4j.testing.RawClient;

/** Into which pieces a series of frames is cut when it is sent. */
enum Chop {
    /** All in one piece. */
    WHOLE,
    /** Each frame in a piece of its own. */
    FRAMES,
    /** Each octet in a piece of its own. */
    OCTETS;

    void send(RawClient client, byte[]... frames) throws IOException {
        switch (this) {
            case WHOLE -> client.send(Frames.join(frames));
            case FRAMES -> {
                for (byte[] frame : frames) client.send(frame);
            }
            case OCTETS -> client.chop(1).send(Frames.join(frames)).chop(Integer.MAX_VALUE);
        }
    }
}

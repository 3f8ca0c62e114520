package swoole4j.client.net;

import io.netty.handler.codec.http.HttpHeaders;
import java.util.List;
import java.util.Map;

/** What comes on a connection, in order. */
public sealed interface Incoming extends Inbox.Weighted {
    @Override
    default int weight() {
        return 64;
    }

    /**
     * The head of a response.
     *
     * @param status 200 to 999, or 101
     * @param fields the headers in order, as they came
     * @param persistent whether the connection can outlive the response
     * @param upgraded whether a WebSocket has begun
     */
    record Head(int status, List<Map.Entry<String, String>> fields, boolean persistent, boolean upgraded)
            implements Incoming {
        static Head of(int status, HttpHeaders headers, boolean persistent, boolean upgraded) {
            return new Head(status, headers.entries(), persistent, upgraded);
        }

        @Override
        public int weight() {
            return 64 * (1 + fields.size());
        }
    }

    /** Some of a body. */
    @SuppressWarnings("ArrayRecordComponent") // handed over, never compared
    record Piece(byte[] bytes) implements Incoming {
        @Override
        public int weight() {
            return 64 + bytes.length;
        }
    }

    /**
     * The end of a response.
     *
     * @param reusable whether another request may follow
     */
    record End(boolean reusable) implements Incoming {}

    /**
     * A message of a WebSocket, or a control frame that a script wants to see.
     *
     * @param opcode of the first fragment
     * @param flags Swoole's flags
     * @param payload the whole
     * @param ascii whether it is known to be ASCII
     */
    @SuppressWarnings("ArrayRecordComponent")
    record Message(int opcode, int flags, byte[] payload, boolean ascii) implements Incoming {
        @Override
        public int weight() {
            return 64 + payload.length;
        }
    }

    /** The connection has ended. */
    record Closed() implements Incoming {}

    /** What came cannot be used, and the connection has ended. */
    record Broken(FailedException why) implements Incoming {}
}

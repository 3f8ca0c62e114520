package swoole4j.client.net;

import swoole4j.core.websocket.FrameWriter;

/** What a caller hands to the loop to be sent. */
sealed interface Outgoing {
    /** Returns how many bytes wait until it is sent. */
    int size();

    /** The beginning of a request. */
    @SuppressWarnings("ArrayRecordComponent") // handed over, never compared
    record Request(Expected expected, byte[] bytes) implements Outgoing {
        @Override
        public int size() {
            return bytes.length;
        }
    }

    /** More of a request. */
    @SuppressWarnings("ArrayRecordComponent")
    record Bytes(byte[] bytes) implements Outgoing {
        @Override
        public int size() {
            return bytes.length;
        }
    }

    /** A frame of a WebSocket. */
    @SuppressWarnings("ArrayRecordComponent")
    record Frame(int opcode, boolean fin, byte[] payload) implements Outgoing {
        @Override
        public int size() {
            return FrameWriter.MAX_HEADER + payload.length;
        }
    }
}

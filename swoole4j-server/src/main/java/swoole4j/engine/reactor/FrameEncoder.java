package swoole4j.engine.reactor;

import static swoole4j.Constants.SWOOLE_WEBSOCKET_FLAG_FIN;
import static swoole4j.Constants.WEBSOCKET_OPCODE_BINARY;
import static swoole4j.Constants.WEBSOCKET_OPCODE_CLOSE;
import static swoole4j.Constants.WEBSOCKET_OPCODE_TEXT;

import java.util.Arrays;
import swoole4j.core.websocket.FrameWriter;
import swoole4j.core.websocket.MessageDeflater;
import swoole4j.engine.config.ServerSettings.Compression;

/** Encodes the frames of one connection into its output. Reactor-confined. */
sealed interface FrameEncoder {
    /** Appends one frame; flags are Swoole's, of which FIN matters. */
    void encode(int opcode, int flags, byte[] payload);

    static FrameEncoder plain(Output output) {
        return new Plain(output);
    }

    static FrameEncoder deflating(Output output, MessageDeflater deflater, SharedDeflate shared, Compression settings) {
        return new Deflating(output, deflater, shared, settings.minLength());
    }

    /** Returns what {@link #encode} takes off the unsent bytes when the frame is sent: its size without compression. */
    static int size(byte[] payload) {
        return FrameWriter.headerSize(payload.length, false) + payload.length;
    }

    private static boolean isFinal(int opcode, int flags) {
        return (flags & SWOOLE_WEBSOCKET_FLAG_FIN) != 0 || opcode >= WEBSOCKET_OPCODE_CLOSE; // RFC 6455 5.5
    }

    /** Without permessage-deflate. */
    record Plain(Output output) implements FrameEncoder {
        @Override
        public void encode(int opcode, int flags, byte[] payload) {
            int first = FrameWriter.firstByte(opcode, isFinal(opcode, flags), false);
            output.frame(first, payload, payload.length, size(payload));
        }
    }

    /** Compresses whole, non-empty messages, whatever their flags wish, as Swoole does. */
    record Deflating(Output output, MessageDeflater deflater, SharedDeflate shared, int minLength)
            implements FrameEncoder {
        @Override
        public void encode(int opcode, int flags, byte[] payload) {
            boolean whole =
                    isFinal(opcode, flags) && (opcode == WEBSOCKET_OPCODE_TEXT || opcode == WEBSOCKET_OPCODE_BINARY);
            if (!whole || payload.length == 0 || payload.length < minLength) {
                int first = FrameWriter.firstByte(opcode, isFinal(opcode, flags), false);
                output.frame(first, payload, payload.length, size(payload));
                return;
            }
            int first = FrameWriter.firstByte(opcode, true, true);
            byte[] known = shared.get(payload, deflater);
            if (known != null) {
                output.frame(first, known, known.length, size(payload));
                return;
            }
            int length = deflater.deflate(payload, 0, payload.length);
            byte[] result = deflater.output();
            shared.put(payload, deflater, result, length);
            // The codec uses its buffer again, so a large result must be copied.
            output.frame(first, length > Output.LARGE ? Arrays.copyOf(result, length) : result, length, size(payload));
        }
    }
}

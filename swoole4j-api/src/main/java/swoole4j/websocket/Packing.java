package swoole4j.websocket;

import static swoole4j.Constants.WEBSOCKET_CLOSE_NORMAL;
import static swoole4j.Constants.WEBSOCKET_OPCODE_CLOSE;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import swoole4j.core.coroutine.LastError;
import swoole4j.core.websocket.FramePacker;
import swoole4j.core.websocket.FrameParser;
import swoole4j.core.websocket.PackRefusal;
import swoole4j.core.websocket.Unpacked;

/** Connects the static packing of the frame facades with the protocol core. */
final class Packing {
    private static final Logger log = LoggerFactory.getLogger(Frame.class);

    private Packing() {}

    static byte[] pack(@Nullable Object data, int opcode, int flags) {
        return switch (data) {
            case CloseFrame close -> packClose(close.code(), close.reason(), close.effectiveFlags());
            case Frame frame
            when frame.opcode() == WEBSOCKET_OPCODE_CLOSE ->
                packClose(WEBSOCKET_CLOSE_NORMAL, "", frame.effectiveFlags());
            case Frame frame -> packBytes(frame.bytes(), frame.opcode(), frame.effectiveFlags());
            case null, default -> packBytes(Payload.bytes(data), opcode, flags);
        };
    }

    private static byte[] packBytes(byte[] payload, int opcode, int flags) {
        PackRefusal refusal = PackRefusal.check(opcode, payload.length);
        return refusal == null ? FramePacker.pack(payload, opcode, flags) : refused(refusal);
    }

    private static byte[] packClose(int code, String reason, int flags) {
        int length = reason.getBytes(StandardCharsets.UTF_8).length;
        PackRefusal refusal = PackRefusal.check(WEBSOCKET_OPCODE_CLOSE, length);
        return refusal == null ? FramePacker.packClose(code, reason, flags) : refused(refusal);
    }

    private static byte[] refused(PackRefusal refusal) {
        log.warn("pack: {}", refusal.text());
        LastError.set(refusal.error());
        return new byte[0];
    }

    static @Nullable Frame unpack(byte[] data) {
        return switch (FrameParser.parse(data)) {
            case Unpacked.Data frame -> new Frame(0, frame.opcode(), frame.flags(), frame.payload(), false);
            case Unpacked.Close close -> new CloseFrame(0, close.flags(), close.code(), close.reason());
            case Unpacked.Failed failed -> {
                log.warn("unpack: {} (ERRNO {})", failed.text(), failed.logError());
                LastError.set(failed.error());
                yield null;
            }
        };
    }
}

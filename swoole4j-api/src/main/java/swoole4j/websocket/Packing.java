package swoole4j.websocket;

import org.jspecify.annotations.Nullable;

/** Connects the frame facades with the protocol core: static packing, and frames that an engine received. */
final class Packing {
    private Packing() {}

    static byte[] pack(@Nullable Object data, int opcode, int flags) {
        return new byte[0];
    }

    static @Nullable Frame unpack(byte[] data) {
        return null;
    }
}

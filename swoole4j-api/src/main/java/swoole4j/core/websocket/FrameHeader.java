package swoole4j.core.websocket;

import java.nio.ByteBuffer;

/**
 * Reads one frame header after the other (RFC 6455 5.2) and refuses what no frame may have. A header that is whole in
 * the buffer is read at once, a cut one byte by byte; both ways meet the same checks in the same order.
 */
final class FrameHeader {
    static final int FIN = 0x80;
    static final int RSV1 = 0x40;
    static final int RSV2 = 0x20;
    static final int RSV3 = 0x10;

    /** Second byte: the mask bit. */
    static final int MASKED = 0x80;
    /** Second byte: the length is in the next two bytes. */
    static final int LENGTH_16 = 126;
    /** Second byte: the length is in the next eight bytes. */
    static final int LENGTH_64 = 127;

    private enum Stage {
        FIRST,
        SECOND,
        LENGTH,
        KEY
    }

    private final boolean masked;
    private final boolean compression;

    private Stage stage = Stage.FIRST;
    /** Bytes of the length or the key that are still to come. */
    private int missing;

    private int first;
    private int lengthCode;
    private long length;
    private int key;

    FrameHeader(Role role, boolean compression) {
        this.masked = role == Role.SERVER;
        this.compression = compression;
    }

    int opcode() {
        return first & 0xf;
    }

    boolean fin() {
        return first >= FIN;
    }

    boolean compressed() {
        return (first & RSV1) != 0;
    }

    boolean control() {
        return Opcode.isControl(first);
    }

    long length() {
        return length;
    }

    /** The mask key, 0 when frames come unmasked. */
    int key() {
        return key;
    }

    /** The frame's bits as Swoole's flags; a compressed message has COMPRESS beside RSV1. */
    int flags() {
        return (first >>> 7) | (compressed() ? Flag.COMPRESS | Flag.RSV1 : 0) | (masked ? Flag.MASK : 0);
    }

    /** Whether a header has begun and is not complete. */
    boolean begun() {
        return stage != Stage.FIRST;
    }

    /**
     * Consumes the rest of a header.
     *
     * @return true when the header is complete; the next call begins the next header
     */
    boolean read(ByteBuffer in) throws ProtocolException {
        int at = in.position();
        int end = in.limit();
        if (stage == Stage.FIRST && end - at >= 2) {
            int second = in.get(at + 1) & 0xff;
            int size = size(second);
            if (end - at >= size) {
                readWhole(in, at, second, size);
                in.position(at + size);
                return true;
            }
        }
        while (in.hasRemaining()) {
            if (step(in.get() & 0xff)) return true;
        }
        return false;
    }

    /** Size of the header whose second byte is {@code second}. */
    static int size(int second) {
        int code = second & 0x7f;
        int size = code < LENGTH_16 ? 2 : code == LENGTH_16 ? 4 : 10;
        return second >= MASKED ? size + 4 : size;
    }

    private void readWhole(ByteBuffer in, int at, int second, int size) throws ProtocolException {
        first(in.get(at) & 0xff);
        second(second);
        if (lengthCode >= LENGTH_16) {
            int end = masked ? at + size - 4 : at + size;
            for (int i = at + 2; i < end; i++) length = (length << 8) | (in.get(i) & 0xff);
            checkLength();
        }
        if (masked) key = Masking.key(in, at + size - 4);
    }

    private boolean step(int octet) throws ProtocolException {
        stage = switch (stage) {
            case FIRST -> {
                first(octet);
                yield Stage.SECOND;
            }
            case SECOND -> {
                second(octet);
                missing = lengthCode == LENGTH_16 ? 2 : 8;
                yield lengthCode < LENGTH_16 ? afterLength() : Stage.LENGTH;
            }
            case LENGTH -> {
                length = (length << 8) | octet;
                if (--missing > 0) yield Stage.LENGTH;
                checkLength();
                yield afterLength();
            }
            case KEY -> {
                key = (key >>> 8) | (octet << 24);
                yield --missing > 0 ? Stage.KEY : Stage.FIRST;
            }
        };
        return stage == Stage.FIRST;
    }

    private Stage afterLength() {
        missing = 4;
        return masked ? Stage.KEY : Stage.FIRST;
    }

    private void first(int octet) throws ProtocolException {
        first = octet;
        int opcode = octet & 0xf;
        if ((octet & (RSV1 | RSV2 | RSV3)) != 0) checkReservedBits(octet);
        if (Opcode.isReserved(opcode)) throw ProtocolException.reservedOpcode(opcode);
        if (octet < FIN && Opcode.isControl(opcode)) throw ProtocolException.fragmentedControl(opcode); // 5.5
    }

    private void checkReservedBits(int octet) throws ProtocolException {
        if ((octet & (RSV2 | RSV3)) != 0) throw ProtocolException.reservedBits(octet);
        if (!compression) throw ProtocolException.compressedWithoutNegotiation(octet);
        int opcode = octet & 0xf;
        if (Opcode.isControl(opcode) || opcode == Opcode.CONTINUATION) {
            throw ProtocolException.compressedNonInitialFrame(octet); // RFC 7692 6.1
        }
    }

    private void second(int octet) throws ProtocolException {
        if (octet >= MASKED != masked) {
            throw masked ? ProtocolException.unmaskedFromClient() : ProtocolException.maskedFromServer(); // 5.1
        }
        int code = octet & 0x7f;
        if (code > Opcode.MAX_CONTROL_PAYLOAD && control()) throw ProtocolException.controlTooLong(opcode());
        lengthCode = code;
        length = code < LENGTH_16 ? code : 0;
    }

    private void checkLength() throws ProtocolException {
        if (length < 0) throw ProtocolException.lengthTopBit(length);
        if (length < LENGTH_16 || (lengthCode == LENGTH_64 && length <= 0xffff)) {
            throw ProtocolException.lengthNotMinimal(length);
        }
    }
}

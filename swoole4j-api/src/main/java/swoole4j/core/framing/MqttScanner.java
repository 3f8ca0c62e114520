package swoole4j.core.framing;

import java.nio.ByteBuffer;

/** A control packet of MQTT: one byte, then its remaining length in one to four bytes of seven bits (MQTT 3.1.1, 2.2.3). */
final class MqttScanner implements Scanner {
    private static final int MAX_LENGTH_BYTES = 4;
    private static final int BITS = 7;

    private final int limit;

    MqttScanner(int limit) {
        this.limit = limit;
    }

    @Override
    public int size(ByteBuffer bytes, int start, int available) throws FramingException {
        int length = 0;
        for (int at = 1; at <= MAX_LENGTH_BYTES; at++) {
            if (at >= available) return at + 1;
            int octet = bytes.get(start + at);
            length |= (octet & 0x7f) << (BITS * (at - 1));
            if (octet >= 0) return Scanner.checked(1L + at + length, limit);
        }
        throw FramingException.malformed("the remaining length has more than " + MAX_LENGTH_BYTES + " bytes");
    }
}

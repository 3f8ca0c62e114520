package swoole4j.core.tls;

import java.io.ByteArrayOutputStream;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.security.InvalidKeyException;

/** The little of DER (X.690) that older forms of private keys need to become PKCS #8. */
final class Der {
    private static final int OCTETS = 0x04;
    private static final int SEQUENCE = 0x30;
    /** The curve of a key, RFC 5915 3. */
    private static final int CURVE = 0xa0;

    private Der() {}

    static byte[] sequence(byte[]... parts) {
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        for (byte[] part : parts) content.writeBytes(part);
        return element(SEQUENCE, content.toByteArray());
    }

    static byte[] octets(byte[] content) {
        return element(OCTETS, content);
    }

    private static byte[] element(int tag, byte[] content) {
        ByteBuffer out = ByteBuffer.allocate(content.length + 6).put((byte) tag);
        int length = content.length;
        if (length >= 0x80) { // so many bytes of length follow
            int bytes = (39 - Integer.numberOfLeadingZeros(length)) / 8;
            out.put((byte) (0x80 | bytes));
            for (int shift = 8 * (bytes - 1); shift > 0; shift -= 8) out.put((byte) (length >> shift));
        }
        out.put((byte) length).put(content);
        byte[] element = new byte[out.position()];
        out.get(0, element);
        return element;
    }

    /** Returns the element that names the curve of an EC key. */
    static byte[] curve(byte[] key) throws InvalidKeyException {
        try {
            ByteBuffer in = ByteBuffer.wrap(key);
            enter(in);
            while (in.hasRemaining()) {
                int tag = in.get() & 0xff;
                int length = length(in);
                if (tag == CURVE) {
                    byte[] curve = new byte[length];
                    in.get(curve);
                    return curve;
                }
                in.position(in.position() + length);
            }
        } catch (BufferUnderflowException | IllegalArgumentException | NegativeArraySizeException e) {
            throw new InvalidKeyException("it is not in DER", e);
        }
        throw new InvalidKeyException("it does not name its curve");
    }

    private static void enter(ByteBuffer in) throws InvalidKeyException {
        if ((in.get() & 0xff) != SEQUENCE) throw new InvalidKeyException("it is not in DER");
        in.limit(Math.min(in.limit(), in.position() + length(in)));
    }

    private static int length(ByteBuffer in) {
        int first = in.get() & 0xff;
        if (first < 0x80) return first;
        int length = 0;
        for (int left = first & 0x7f; left > 0; left--) length = (length << 8) | (in.get() & 0xff);
        if (length < 0 || length > in.remaining()) throw new BufferUnderflowException();
        return length;
    }
}

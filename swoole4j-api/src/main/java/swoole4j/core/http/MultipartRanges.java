package swoole4j.core.http;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * What stands around the ranges in a {@code multipart/byteranges} body (RFC 9110 14.6), byte for byte as Swoole writes it.
 * The body is, for every range, its head and its bytes, and at the end the tail. A value; any thread.
 */
public final class MultipartRanges {
    private static final String PREFIX = "SwooleBoundary";
    private static final String ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
    private static final int RANDOM_LENGTH = 24;

    private final List<ByteRanges.Range> ranges;
    private final String contentType;
    private final long length;
    private final String boundary;

    /**
     * A body of several ranges.
     *
     * @param ranges the ranges in their order
     * @param contentType the type of the content
     * @param length the length of the whole content
     * @param boundary see {@link #boundary}
     */
    public MultipartRanges(List<ByteRanges.Range> ranges, String contentType, long length, String boundary) {
        this.ranges = List.copyOf(ranges);
        this.contentType = contentType;
        this.length = length;
        this.boundary = boundary;
    }

    /** A boundary that nobody can put into a file beforehand, if {@code random} cannot be foretold. */
    public static String boundary(RandomGenerator random) {
        StringBuilder out = new StringBuilder(PREFIX);
        for (int i = 0; i < RANDOM_LENGTH; i++) {
            out.append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
        }
        return out.toString();
    }

    /** The ranges in their order. */
    public List<ByteRanges.Range> ranges() {
        return ranges;
    }

    /** The value of the answer's Content-Type. */
    public String contentType() {
        return "multipart/byteranges; boundary=" + boundary;
    }

    /** What comes before the bytes of the range at {@code index}. */
    public byte[] head(int index) {
        return headText(index).getBytes(StandardCharsets.ISO_8859_1);
    }

    /** What comes after the bytes of the last range. */
    public byte[] tail() {
        return tailText().getBytes(StandardCharsets.ISO_8859_1);
    }

    /** The value of the answer's Content-Length. */
    public long totalLength() {
        long total = tailText().length();
        for (int i = 0; i < ranges.size(); i++) {
            total += headText(i).length() + ranges.get(i).length();
        }
        return total;
    }

    private String headText(int index) {
        return (index == 0 ? "--" : "\r\n--") + boundary + "\r\nContent-Type: " + contentType + "\r\nContent-Range: "
                + ranges.get(index).contentRange(length) + "\r\n\r\n";
    }

    private String tailText() {
        return "\r\n--" + boundary + "--\r\n";
    }
}

package swoole4j.core.http;
/** stub. */
public final class AcceptEncoding {
    private AcceptEncoding() {}
    /** s. */
    public static @org.jspecify.annotations.Nullable ContentCoding choose(
            String header, java.util.Set<ContentCoding> available) {
        return header.contains("gzip") ? ContentCoding.GZIP : null;
    }
}

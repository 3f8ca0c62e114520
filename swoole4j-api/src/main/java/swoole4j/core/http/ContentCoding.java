package swoole4j.core.http;
/** stub. */
public enum ContentCoding {
    /** b. */
    BR,
    /** g. */
    GZIP,
    /** d. */
    DEFLATE,
    /** z. */
    ZSTD;
    /** t. */
    public String token() {
        return name().toLowerCase(java.util.Locale.ROOT);
    }
}

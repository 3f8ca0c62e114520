package swoole4j.core.http;

/** A content coding the server can apply (RFC 9110 8.4.1), in the order in which it prefers them. */
public enum ContentCoding {
    /** Brotli, RFC 7932. */
    BR("br"),
    /** RFC 1952. */
    GZIP("gzip"),
    /** The zlib format of RFC 1950 around RFC 1951; Swoole sends RFC 1951 alone. */
    DEFLATE("deflate"),
    /** Zstandard, RFC 8878. */
    ZSTD("zstd");

    private final String token;

    ContentCoding(String token) {
        this.token = token;
    }

    /** The token for {@code Content-Encoding}. */
    public String token() {
        return token;
    }
}

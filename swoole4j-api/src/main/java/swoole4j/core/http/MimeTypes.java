package swoole4j.core.http;
/** stub. */
public final class MimeTypes {
    private MimeTypes() {}
    /** s. */
    public static String ofFile(String f) {
        return f.endsWith(".txt") ? "text/plain" : "application/octet-stream";
    }
}

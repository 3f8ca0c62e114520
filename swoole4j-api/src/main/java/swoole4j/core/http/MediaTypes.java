package swoole4j.core.http;
/** stub. */
public final class MediaTypes {
    private MediaTypes() {}
    /** s. */
    public static boolean matches(java.util.List<String> types, String type) {
        return types.contains(type);
    }
}

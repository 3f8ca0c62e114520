package swoole4j.core.http;

/** Entity tags (RFC 9110 8.8.3). Swoole makes none. Any thread. */
public final class EntityTag {
    private EntityTag() {}

    /**
     * The weak tag of a file, {@code W/"654bf3b0-14"}: two versions of the same length within a second share it.
     *
     * @param lastModified the epoch second
     * @param length the number of bytes
     */
    public static String weak(long lastModified, long length) {
        return "W/\"" + Long.toHexString(lastModified) + '-' + Long.toHexString(length) + '"';
    }

    /**
     * Tells whether a list such as the value of If-None-Match is {@code *} or has a tag that equals {@code tag} but for its
     * weakness (RFC 9110 8.8.3.2). From the first malformed element on the list counts as ended.
     */
    public static boolean weakMatch(String list, String tag) {
        return matches(list, opaque(tag), false);
    }

    /** Tells whether a list is {@code *} or has the tag {@code tag}, both being strong (RFC 9110 8.8.3.2). */
    public static boolean strongMatch(String list, String tag) {
        return list.equals("*") || (!isWeak(tag) && matches(list, tag, true));
    }

    private static boolean matches(String list, String opaque, boolean strong) {
        if (list.equals("*")) {
            return true;
        }
        int at = 0;
        while (at < list.length()) {
            char c = list.charAt(at);
            if (c == ',' || c == ' ' || c == '\t') {
                at++;
                continue;
            }
            boolean weak = list.startsWith("W/", at);
            int open = weak ? at + 2 : at;
            int close = open < list.length() && list.charAt(open) == '"' ? list.indexOf('"', open + 1) : -1;
            if (close < 0) {
                return false;
            }
            int length = close + 1 - open;
            if (length == opaque.length() && list.startsWith(opaque, open) && !(strong && weak)) {
                return true;
            }
            at = close + 1;
        }
        return false;
    }

    private static boolean isWeak(String tag) {
        return tag.startsWith("W/");
    }

    private static String opaque(String tag) {
        return isWeak(tag) ? tag.substring(2) : tag;
    }
}

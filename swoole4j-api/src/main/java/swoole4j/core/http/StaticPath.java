package swoole4j.core.http;

import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/**
 * Which file a request target names below a document root. The path is decoded once and has no {@code .}, {@code ..} or empty
 * segment left, so that no spelling of it leads out of the root; <b>symbolic links are the caller's to check</b>. A value; any
 * thread.
 *
 * <p>{@code %2F} is a slash, as in Swoole; it is decoded before the segments are resolved. A backslash is part of a name.
 * Differs from Swoole, where {@code +} is a blank (RFC 3986 3.3) and where a segment before {@code ..} has to exist.
 *
 * @param path the segments joined by slashes, without a slash at either end; empty for the root itself
 * @param directory whether the target ended in a slash, so that only a directory can be meant; true for the root
 */
public record StaticPath(String path, boolean directory) {
    /** How long a decoded path can be; no file system here takes longer ones. */
    public static final int MAX_LENGTH = 4096;

    /**
     * Takes the path out of a request target, in origin form or in absolute form (RFC 9112 3.2), without query and fragment.
     *
     * @return null if no file can be meant: another form, a NUL, too long, or a way out of the root
     */
    public static @Nullable StaticPath of(String target) {
        String path = withoutAuthority(target);
        int end = 0;
        while (end < path.length() && path.charAt(end) != '?' && path.charAt(end) != '#') {
            end++;
        }
        return end > 3 * MAX_LENGTH ? null : resolve(UrlCoding.decodePath(path.substring(0, end)));
    }

    /**
     * Resolves a path that is decoded already.
     *
     * @param decoded must begin with a slash
     * @return null as for {@link #of}
     */
    static @Nullable StaticPath resolve(String decoded) {
        if (!decoded.startsWith("/") || decoded.length() > MAX_LENGTH || decoded.indexOf('\0') >= 0) {
            return null;
        }
        Deque<String> segments = new ArrayDeque<>();
        boolean directory = true;
        int start = 1;
        while (start <= decoded.length()) {
            int slash = decoded.indexOf('/', start);
            int end = slash < 0 ? decoded.length() : slash;
            String segment = decoded.substring(start, end);
            start = end + 1;
            directory = segment.isEmpty() || segment.equals(".") || segment.equals("..");
            if (!directory) {
                segments.addLast(segment);
            } else if (segment.equals("..") && segments.pollLast() == null) {
                return null;
            }
        }
        return new StaticPath(String.join("/", segments), directory);
    }

    /** The decoded path from the root on, with a slash at the front and, if the target had one, at the end. */
    public String url() {
        return directory && !path.isEmpty() ? '/' + path + '/' : '/' + path;
    }

    private static String withoutAuthority(String target) {
        int authority = Ascii.startsWithIgnoreCase(target, "http://")
                ? 7
                : Ascii.startsWithIgnoreCase(target, "https://") ? 8 : -1;
        if (authority < 0) {
            return target;
        }
        int end = authority;
        while (end < target.length() && "/?#".indexOf(target.charAt(end)) < 0) {
            end++;
        }
        return end < target.length() && target.charAt(end) == '/' ? target.substring(end) : "/" + target.substring(end);
    }
}

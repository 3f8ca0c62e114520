package swoole4j.engine.framework.routing;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** The segments of a path, percent-decoded one by one, so that an encoded slash separates nothing. */
final class PathSegments {
    private PathSegments() {}

    /** Returns the segments behind the first slash; for the root, one empty segment. */
    static List<String> of(String path) {
        String inside = path.startsWith("/") ? path.substring(1) : path;
        List<String> segments = new ArrayList<>();
        for (String segment : inside.split("/", -1)) segments.add(decode(segment));
        return segments;
    }

    /** As rawurldecode does: a percent sign that begins no escape stands for itself. */
    private static String decode(String text) {
        if (text.indexOf('%') < 0) return text;
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        ByteArrayOutputStream out = new ByteArrayOutputStream(bytes.length);
        for (int at = 0; at < bytes.length; at++) {
            int high = bytes[at] == '%' && at + 2 < bytes.length ? Character.digit(bytes[at + 1], 16) : -1;
            int low = high < 0 ? -1 : Character.digit(bytes[at + 2], 16);
            if (low < 0) {
                out.write(bytes[at]);
            } else {
                out.write(high << 4 | low);
                at += 2;
            }
        }
        return out.toString(StandardCharsets.UTF_8);
    }
}

package swoole4j.core.http;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Media types of files by their extension, as the static handler and {@code sendfile} of Swoole choose them. Any thread. */
public final class MimeTypes {
    /** The type of files with an unknown extension, where they are sent at all. */
    public static final String UNKNOWN = "application/octet-stream";

    private static final Map<String, String> TYPES = MimeTable.byExtension();
    private static final int LONGEST = 16;

    private MimeTypes() {}

    /**
     * The type of a file by what follows the last dot of its name, in any case; a name without a dot is taken for an
     * extension as a whole, as in Swoole.
     *
     * @param path a name, with or without directories before it
     * @return null if the extension is not known
     */
    public static @Nullable String of(String path) {
        String name = path.substring(path.lastIndexOf('/') + 1);
        String extension = name.substring(name.lastIndexOf('.') + 1);
        return extension.length() > LONGEST ? null : TYPES.get(lower(extension));
    }

    /** As {@link #of}, but {@value #UNKNOWN} if the extension is not known. */
    public static String ofFile(String path) {
        String type = of(path);
        return type == null ? UNKNOWN : type;
    }

    private static String lower(String text) {
        StringBuilder out = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            out.append(Ascii.lower(text.charAt(i)));
        }
        return out.toString();
    }
}

package swoole4j.core.http;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * The header fields of one part of a form (RFC 7578 4.2 to 4.8), filled line by line. Everything but the field's name,
 * the filename and the type is ignored. Confined to one thread.
 */
final class PartHead {
    /** How many bytes a name and a filename can have; Swoole's limit. */
    static final int MAX_NAME = 511;

    private @Nullable String name;
    private @Nullable String filename;
    private String contentType = "";

    /** The name of the form's field; null if the part has none, and then nobody can want it. */
    @Nullable
    String name() {
        return name;
    }

    /** The filename; null if the part is no file. */
    @Nullable
    String filename() {
        return filename;
    }

    String contentType() {
        return contentType;
    }

    /** Forgets the fields of the part before. */
    void clear() {
        name = null;
        filename = null;
        contentType = "";
    }

    /** Takes one header line without its line end. */
    void add(byte[] bytes, int length) throws MultipartException {
        String line = new String(bytes, 0, length, StandardCharsets.UTF_8);
        int colon = line.indexOf(':');
        if (colon <= 0 || !Ascii.isToken(line.substring(0, colon))) {
            throw MultipartException.malformed("a part has the header line '" + HeaderParameters.excerpt(line)
                    + "', which must be a name, a colon and a value");
        }
        String field = line.substring(0, colon);
        if (Ascii.equalsIgnoreCase(field, "content-type")) {
            contentType = Ascii.trim(line.substring(colon + 1));
        } else if (Ascii.equalsIgnoreCase(field, "content-disposition")) {
            disposition(line.substring(colon + 1));
        }
    }

    private void disposition(String value) throws MultipartException {
        HeaderParameters parameters = new HeaderParameters(value);
        if (!Ascii.equalsIgnoreCase(parameters.value(), "form-data")) {
            return; // RFC 7578 4.2 knows no other
        }
        while (parameters.next()) {
            if (Ascii.equalsIgnoreCase(parameters.name(), "name")) {
                name = limited("name", parameters.text());
            } else if (Ascii.equalsIgnoreCase(parameters.name(), "filename")) {
                filename = limited("filename", parameters.text());
            }
        }
    }

    private static String limited(String what, String text) throws MultipartException {
        int length = text.getBytes(StandardCharsets.UTF_8).length;
        if (length > MAX_NAME) {
            throw MultipartException.malformed("a part's " + what + " '" + HeaderParameters.excerpt(text) + "' has "
                    + length + " bytes, allowed are " + MAX_NAME);
        }
        return text;
    }
}

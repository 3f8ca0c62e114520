package swoole4j.client.message;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A file, or data that are sent as one. */
record Attachment(String name, String type, String filename, Content.Piece content) {
    /** Returns what Swoole's property has for it. */
    Map<String, Object> shown() {
        Map<String, Object> shown = new LinkedHashMap<>();
        shown.put("name", name);
        shown.put("type", type);
        shown.put("filename", filename);
        shown.put("size", content.length());
        if (content instanceof Content.FilePart file) {
            shown.put("path", file.path().toString());
            shown.put("offset", file.offset());
        }
        return shown;
    }

    static Attachment of(
            String name,
            @Nullable String type,
            String usualType,
            @Nullable String filename,
            String usualName,
            Content.Piece content) {
        return new Attachment(
                name,
                type == null || type.isEmpty() ? usualType : type,
                filename == null || filename.isEmpty() ? usualName : filename,
                content);
    }
}

package swoole4j.core.http;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * One file of a form, as an entry of {@code Request.files}. A value; any thread.
 *
 * @param type the Content-Type the client gave, or empty
 * @param tmpName the path of the temporary file; empty if there is none
 * @param size the number of bytes stored
 * @param name the filename the client gave; not fit to be a path
 * @param error {@link #OK} or what went wrong
 */
public record UploadedFile(String type, String tmpName, long size, String name, int error) {
    /** The file is stored ({@code UPLOAD_ERR_OK}). */
    public static final int OK = 0;

    /** The user chose no file ({@code UPLOAD_ERR_NO_FILE}). */
    public static final int NO_FILE = 4;

    /** There is no directory for temporary files ({@code UPLOAD_ERR_NO_TMP_DIR}). */
    public static final int NO_TMP_DIR = 6;

    /** The file could not be written ({@code UPLOAD_ERR_CANT_WRITE}). */
    public static final int CANT_WRITE = 7;

    /** A stored file. */
    public static UploadedFile stored(String type, String tmpName, long size, String name) {
        return new UploadedFile(type, tmpName, size, name, OK);
    }

    /** A field of the form in which the user chose no file. */
    public static UploadedFile none() {
        return new UploadedFile("", "", 0, "", NO_FILE);
    }

    /** A file that could not be stored, for {@link #NO_TMP_DIR} or {@link #CANT_WRITE}. */
    public static UploadedFile failed(String type, String name, int error) {
        return new UploadedFile(type, "", 0, name, error);
    }

    /** The entry with Swoole's keys in Swoole's order; {@code size} is a Long and {@code error} an Integer. */
    public Map<String, Object> toMap() {
        Map<String, Object> entry = LinkedHashMap.newLinkedHashMap(5);
        entry.put("type", type);
        entry.put("tmp_name", tmpName);
        entry.put("size", size);
        entry.put("name", name);
        entry.put("error", error);
        return entry;
    }
}

package swoole4j.engine.worker;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import swoole4j.SwooleError;

/** Checks what {@code Server.sendfile} is given, with its numbers, which are not those of a response's. */
final class PlainFile {
    private static final int LONGEST_NAME = 4096;

    private PlainFile() {}

    /**
     * Returns how many bytes are to be sent, or -1 with the reason in the last error.
     *
     * @param length 0 for the rest of the file
     */
    static long length(String file, long offset, long length) {
        if (offset < 0 || length < 0) {
            return refuse(
                    SwooleError.INVALID_PARAMS,
                    "offset " + offset + " and length " + length + " must be greater than or equal to 0");
        }
        if (file.length() > LONGEST_NAME) {
            return refuse(
                    SwooleError.NAME_TOO_LONG,
                    "the file's name has " + file.length() + " characters, at most " + LONGEST_NAME + " are allowed");
        }
        BasicFileAttributes attributes;
        Path path;
        try {
            path = Path.of(file);
            attributes = Files.readAttributes(path, BasicFileAttributes.class);
        } catch (IOException | InvalidPathException e) {
            return refuse(SwooleError.SYSTEM_CALL_FAIL, "stat(" + file + ") failed: " + e);
        }
        if (!attributes.isRegularFile()) {
            return refuse(SwooleError.SERVER_IS_NOT_REGULAR_FILE, "file[" + file + "] is not a regular file");
        }
        if (!Files.isReadable(path)) return refuse(SwooleError.SYSTEM_CALL_FAIL, "file[" + file + "] cannot be read");
        long left = attributes.size() - offset;
        if (left <= 0) {
            return refuse(
                    SwooleError.SYSTEM_CALL_FAIL,
                    "offset " + offset + " is not below the size " + attributes.size() + " of file[" + file + "]");
        }
        if (length > left) {
            return refuse(
                    SwooleError.INVALID_PARAMS,
                    "length " + length + " exceeds the " + left + " bytes of file[" + file + "] behind offset "
                            + offset);
        }
        return length == 0 ? left : length;
    }

    private static long refuse(SwooleError error, String text) {
        Sender.failed(error, text);
        return -1;
    }
}

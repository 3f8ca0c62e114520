package swoole4j.engine.worker;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import swoole4j.SwooleError;

/** Part of a file that is to be sent, checked with Swoole's numbers and words. */
sealed interface FilePart {
    int NO_SUCH_FILE = 2;
    int PERMISSION_DENIED = 13;
    int RUNTIME_NOTICE = 510;

    /** The file is there and holds the part. */
    record Found(String path, long length) implements FilePart {}

    /** It cannot be sent. */
    record Refused(int error, String text) implements FilePart {}

    /**
     * Checks.
     *
     * @param length 0 for the rest of the file
     */
    static FilePart of(String file, long offset, long length) {
        if (file.isEmpty()) return new Refused(RUNTIME_NOTICE, "file name is empty");
        if (offset < 0) return invalid("parameter $offset[" + offset + "] must be greater than or equal to 0");
        if (length < 0) return invalid("parameter $length[" + length + "] must be greater than or equal to 0");
        BasicFileAttributes attributes;
        try {
            attributes = Files.readAttributes(Path.of(file), BasicFileAttributes.class);
        } catch (IOException | InvalidPathException _) {
            return new Refused(NO_SUCH_FILE, "stat(" + file + ") failed, Error: No such file or directory[2]");
        }
        if (!attributes.isRegularFile()) {
            return new Refused(
                    SwooleError.SERVER_IS_NOT_REGULAR_FILE.number(),
                    "parameter $file[" + file + "] given is not a regular file");
        }
        if (!Files.isReadable(Path.of(file))) {
            return new Refused(PERMISSION_DENIED, "open(" + file + ") failed, Error: Permission denied[13]");
        }
        long left = attributes.size() - offset;
        if (left < 0) return invalid("parameter $offset[" + offset + "] exceeds the file size");
        if (length > left) return invalid("parameter $length[" + length + "] exceeds the file size");
        return new Found(file, length == 0 ? left : length);
    }

    private static Refused invalid(String text) {
        return new Refused(SwooleError.INVALID_PARAMS.number(), text);
    }
}

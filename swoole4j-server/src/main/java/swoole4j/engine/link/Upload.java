package swoole4j.engine.link;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import swoole4j.core.http.UploadedFile;

/**
 * The parts of a multipart body. Immutable.
 *
 * @param fields names and values in turn, in order of arrival
 * @param files in order of arrival; whoever holds the request {@linkplain #delete deletes} them when it is over
 */
public record Upload(List<String> fields, List<Part> files) {
    private static final Logger log = LoggerFactory.getLogger(Upload.class);

    /**
     * An uploaded file.
     *
     * @param field the name of its form field
     * @param file what is known of it
     */
    public record Part(String field, UploadedFile file) {}

    /** Returns the paths of the temporary files. */
    public List<String> paths() {
        return files.stream()
                .map(part -> part.file().tmpName())
                .filter(path -> !path.isEmpty())
                .toList();
    }

    /** Deletes the temporary files that are still there. */
    public void delete() {
        for (String path : paths()) {
            try {
                Files.deleteIfExists(Path.of(path));
            } catch (IOException e) {
                log.warn("the uploaded file {} cannot be deleted", path, e);
            }
        }
    }
}

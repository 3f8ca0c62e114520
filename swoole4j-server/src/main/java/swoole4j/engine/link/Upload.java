package swoole4j.engine.link;

import java.util.List;

/**
 * The parts of a multipart body. Immutable.
 *
 * @param fields names and values in turn, in order of arrival
 * @param files in order of arrival; whoever holds the request deletes them when it is over
 */
public record Upload(List<String> fields, List<Part> files) {
    /**
     * An uploaded file.
     *
     * @param field the name of its form field
     * @param filename as the client gave it
     * @param type its Content-Type, or empty
     * @param path where its content lies, or empty when {@code error} is not 0
     * @param size in bytes
     * @param error PHP's number: 0, 4 for no file chosen, 6 without a folder to write to, 7 when writing failed
     */
    public record Part(String field, String filename, String type, String path, long size, int error) {}
}

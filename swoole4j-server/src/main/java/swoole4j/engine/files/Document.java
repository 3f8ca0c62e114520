package swoole4j.engine.files;

/**
 * A file as it was found.
 *
 * @param path without links
 * @param size in bytes
 * @param modified the epoch second of its last change
 * @param type its media type
 */
public record Document(String path, long size, long modified, String type) {}

package swoole4j.client.message;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The body of a request.
 *
 * @param type its Content-Type, or null
 * @param pieces in the order in which they are sent; empty for a request without a body
 */
public record Content(@Nullable String type, List<Piece> pieces) {
    /** No body. */
    public static final Content NONE = new Content(null, List.of());

    private static final String FORM = "application/x-www-form-urlencoded";

    /** Some of it. */
    public sealed interface Piece {
        /** Returns how many bytes it has. */
        long length();
    }

    /**
     * Bytes that are there.
     *
     * @param bytes not copied
     */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    public record Bytes(byte[] bytes) implements Piece {
        @Override
        public long length() {
            return bytes.length;
        }
    }

    /**
     * A part of a file.
     *
     * @param path the file
     * @param offset where the part begins
     * @param length how long it is
     */
    public record FilePart(Path path, long offset, long length) implements Piece {}

    /** Returns the body for what a script gave: a String, bytes or a Map. */
    static Content of(@Nullable Object data) {
        return switch (data) {
            case null -> NONE;
            case byte[] bytes -> new Content(null, List.of(new Bytes(bytes)));
            case Map<?, ?> map -> new Content(FORM, List.of(bytes(Form.encode(map))));
            default -> new Content(null, List.of(bytes(data.toString())));
        };
    }

    static Bytes bytes(String text) {
        return new Bytes(text.getBytes(StandardCharsets.UTF_8));
    }

    /** Tells whether there is a body, be it empty. */
    public boolean isPresent() {
        return !pieces.isEmpty();
    }

    /** Returns how many bytes it has. */
    public long length() {
        return pieces.stream().mapToLong(Piece::length).sum();
    }
}

package swoole4j.engine.worker;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import swoole4j.core.http.MultipartRanges;
import swoole4j.core.http.ResponseHead;

/**
 * Puts the answer to one request on its way: as the text of HTTP/1.1 or as frames of an HTTP/2 stream. Methods return false,
 * with the last error set, when the connection takes no more. Worker-confined.
 */
interface AnswerWriter {
    /** Tells whether the connection is there. */
    boolean isOpen();

    /**
     * Sends a whole answer, and nothing of {@code body} where the request or the status allows none.
     *
     * @param compressionOffered whether the client offered a coding that the server knows
     * @param coding what {@code body} is compressed with, or null
     * @param trailers may be left out where the protocol has no place for them
     */
    boolean whole(
            ResponseHead head,
            byte[] body,
            boolean compressionOffered,
            @Nullable String coding,
            Map<String, String> trailers);

    /** Sends the head of an answer that comes in pieces. */
    boolean begin(ResponseHead head);

    /** Sends a piece, which is not empty. */
    boolean piece(byte[] data);

    /** Ends an answer that came in pieces. */
    boolean finish(byte[] last, Map<String, String> trailers);

    /** Sends an answer whose body is part of a file. */
    boolean file(ResponseHead head, String file, long offset, long length, Map<String, String> trailers);

    /** Sends an answer of the static handler, whose body is part of the file at {@code path}, which is no link. */
    boolean document(ResponseHead head, String path, long offset, long length);

    /** Sends an answer of the static handler, whose body are several parts of a file. */
    boolean document(ResponseHead head, String path, MultipartRanges parts);

    /** The answer is given up: another one for the same request may come, or none. */
    void detached();

    /** Ends the connection, or the stream, without an answer; false when it was ended already. */
    boolean close();

    /** Sends a PING; false when the protocol has none. */
    boolean ping(byte[] data);

    /** Sends a GOAWAY; false when the protocol has none. */
    boolean goaway(int code, String debug);
}

package swoole4j.engine.worker;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import swoole4j.core.http.MultipartRanges;
import swoole4j.core.http.ResponseHead;

/** Answers on a connection that is not there. */
enum NoWriter implements AnswerWriter {
    INSTANCE;

    @Override
    public boolean isOpen() {
        return false;
    }

    @Override
    public boolean whole(
            ResponseHead head,
            byte[] body,
            boolean compressionOffered,
            @Nullable String coding,
            Map<String, String> trailers) {
        return false;
    }

    @Override
    public boolean begin(ResponseHead head) {
        return false;
    }

    @Override
    public boolean piece(byte[] data) {
        return false;
    }

    @Override
    public boolean finish(byte[] last, Map<String, String> trailers) {
        return false;
    }

    @Override
    public boolean file(ResponseHead head, String file, long offset, long length, Map<String, String> trailers) {
        return false;
    }

    @Override
    public boolean document(ResponseHead head, String path, long offset, long length) {
        return false;
    }

    @Override
    public boolean document(ResponseHead head, String path, MultipartRanges parts) {
        return false;
    }

    @Override
    public void detached() {
        // There is nothing to give up.
    }

    @Override
    public boolean close() {
        return false;
    }

    @Override
    public boolean ping(byte[] data) {
        return false;
    }

    @Override
    public boolean goaway(int code, String debug) {
        return false;
    }
}

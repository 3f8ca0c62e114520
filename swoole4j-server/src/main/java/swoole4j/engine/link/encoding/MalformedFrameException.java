package swoole4j.engine.link.encoding;

import java.io.IOException;

/** Bytes that are no frame of this version of the program: a stream that brought them cannot be read any further. */
public final class MalformedFrameException extends IOException {
    private static final long serialVersionUID = 1L;

    MalformedFrameException(String message) {
        super(message);
    }
}

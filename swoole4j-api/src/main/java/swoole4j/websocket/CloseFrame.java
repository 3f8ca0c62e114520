package swoole4j.websocket;

import static swoole4j.Constants.WEBSOCKET_CLOSE_NORMAL;
import static swoole4j.Constants.WEBSOCKET_OPCODE_CLOSE;

import org.jspecify.annotations.Nullable;

/**
 * A close frame, counterpart of {@code Swoole\WebSocket\CloseFrame}. Its data is always empty: code and reason are the
 * payload. Callbacks get one with {@code open_websocket_close_frame}.
 */
public final class CloseFrame extends Frame {
    private int code = WEBSOCKET_CLOSE_NORMAL;
    private String reason = "";

    /** Creates a close frame with code 1000 and no reason. */
    public CloseFrame() {
        opcode(WEBSOCKET_OPCODE_CLOSE);
    }

    /** Creates a close frame. */
    public CloseFrame(int code, String reason) {
        this();
        this.code = code;
        this.reason = reason;
    }

    /** Creates a received close frame; engines do. */
    CloseFrame(int fd, int flags, int code, String reason) {
        super(fd, WEBSOCKET_OPCODE_CLOSE, flags, new byte[0], true);
        this.code = code;
        this.reason = reason;
    }

    /** Returns the close code; 1000 when a received frame had none. */
    public int code() {
        return code;
    }

    /** Sets the close code. */
    public CloseFrame code(int code) {
        this.code = code;
        return this;
    }

    /** Returns the close reason, at most 123 bytes of UTF-8. */
    public String reason() {
        return reason;
    }

    /** Sets the close reason. */
    public CloseFrame reason(String reason) {
        this.reason = reason;
        return this;
    }

    @Override
    public CloseFrame fd(int fd) {
        super.fd(fd);
        return this;
    }

    @Override
    public CloseFrame opcode(int opcode) {
        super.opcode(opcode);
        return this;
    }

    @Override
    public CloseFrame flags(int flags) {
        super.flags(flags);
        return this;
    }

    @Override
    public CloseFrame finish(@Nullable Boolean finish) {
        super.finish(finish);
        return this;
    }
}

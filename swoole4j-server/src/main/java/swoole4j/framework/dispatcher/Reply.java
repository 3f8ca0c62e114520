package swoole4j.framework.dispatcher;

import static swoole4j.Constants.SWOOLE_WEBSOCKET_FLAG_FIN;
import static swoole4j.Constants.WEBSOCKET_CLOSE_NORMAL;
import static swoole4j.Constants.WEBSOCKET_OPCODE_TEXT;

import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What becomes of a call's connection when the call has ended. Counterpart of {@code EasySwoole\Socket\Bean\Response}; each method
 * that sets something returns the same object. Not for several threads at a time.
 */
public final class Reply {
    /** What is sent. */
    public enum Status {
        /** The message, if there is one. */
        OK,
        /** The message, if there is one, and a close frame behind it. */
        RESPONSE_AND_CLOSE,
        /** A close frame. */
        CLOSE
    }

    private static final int LONGEST_REASON = 123; // RFC 6455 5.5: a control frame has 125 bytes, two of them the code

    private Status status = Status.OK;
    private @Nullable Object message;
    private int opcode = WEBSOCKET_OPCODE_TEXT;
    private boolean finish = true;
    private int code = WEBSOCKET_CLOSE_NORMAL;
    private String reason = "";

    Reply() {}

    /** Returns the message before it is encoded, or null for none. */
    public @Nullable Object message() {
        return message;
    }

    /** Sets the message: whatever the encoder takes. Null is none, which is the default. */
    public Reply message(@Nullable Object message) {
        this.message = message;
        return this;
    }

    /** Returns the opcode of the message. */
    public int opcode() {
        return opcode;
    }

    /** Sets the opcode of the message, one of the {@code WEBSOCKET_OPCODE_} constants; text is the default. */
    public Reply opcode(int opcode) {
        this.opcode = opcode;
        return this;
    }

    /** Tells whether the message is a final frame. */
    public boolean finish() {
        return finish;
    }

    /** Sets whether the message is a final frame; true is the default. */
    public Reply finish(boolean finish) {
        this.finish = finish;
        return this;
    }

    /** Returns what is sent. */
    public Status status() {
        return status;
    }

    /** Sets what is sent; {@link Status#OK} is the default. */
    public Reply status(Status status) {
        this.status = Objects.requireNonNull(status);
        return this;
    }

    /** Sends the message, then closes with 1000. */
    public Reply respondAndClose() {
        return respondAndClose(WEBSOCKET_CLOSE_NORMAL, "");
    }

    /**
     * Sends the message, then closes.
     *
     * @throws IllegalArgumentException for a code or a reason that no close frame may have
     */
    public Reply respondAndClose(int code, String reason) {
        return ending(Status.RESPONSE_AND_CLOSE, code, reason);
    }

    /** Closes with 1000; no message is sent. */
    public Reply close() {
        return close(WEBSOCKET_CLOSE_NORMAL, "");
    }

    /**
     * Closes; no message is sent.
     *
     * @throws IllegalArgumentException for a code or a reason that no close frame may have
     */
    public Reply close(int code, String reason) {
        return ending(Status.CLOSE, code, reason);
    }

    /** Returns the code of the close frame. */
    public int code() {
        return code;
    }

    /** Returns the reason of the close frame. */
    public String reason() {
        return reason;
    }

    int flags() {
        return finish ? SWOOLE_WEBSOCKET_FLAG_FIN : 0;
    }

    private Reply ending(Status status, int code, String reason) {
        boolean registered = code >= 1000 && code <= 1014 && (code < 1004 || code > 1006);
        if (!registered && (code < 3000 || code > 4999)) {
            throw new IllegalArgumentException("close code " + code + " is not 1000-1003, 1007-1014 or 3000-4999");
        }
        int length = reason.getBytes(StandardCharsets.UTF_8).length;
        if (length > LONGEST_REASON) {
            throw new IllegalArgumentException(
                    "a close reason of " + length + " bytes of UTF-8; at most " + LONGEST_REASON + " fit");
        }
        this.status = status;
        this.code = code;
        this.reason = reason;
        return this;
    }
}

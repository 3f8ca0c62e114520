package swoole4j.client.net;

import static swoole4j.Constants.SWOOLE_HTTP_CLIENT_ESTATUS_CONNECT_FAILED;
import static swoole4j.Constants.SWOOLE_HTTP_CLIENT_ESTATUS_REQUEST_TIMEOUT;
import static swoole4j.Constants.SWOOLE_HTTP_CLIENT_ESTATUS_SEND_FAILED;
import static swoole4j.Constants.SWOOLE_HTTP_CLIENT_ESTATUS_SERVER_RESET;

import java.io.IOException;
import swoole4j.SwooleError;
import swoole4j.core.coroutine.Suspension;

/** Something a script is told by a status and a number; expected, so without a stack. */
public final class FailedException extends IOException {
    private static final long serialVersionUID = 1L;

    private final int status;
    private final int error;

    private FailedException(int status, int error, String text) {
        super(text);
        this.status = status;
        this.error = error;
    }

    @Override
    public synchronized Throwable fillInStackTrace() {
        return this;
    }

    /** Returns the status that a script sees instead of the server's. */
    public int status() {
        return status;
    }

    /** Returns the number. */
    public int error() {
        return error;
    }

    /** No connection could be made. */
    static FailedException connecting(Throwable cause) {
        if (cause instanceof FailedException known) return known;
        SystemError error = SystemError.of(cause);
        return connecting(
                error.number(), error == SystemError.UNKNOWN ? String.valueOf(cause.getMessage()) : error.text());
    }

    static FailedException connecting(int error, String text) {
        return new FailedException(SWOOLE_HTTP_CLIENT_ESTATUS_CONNECT_FAILED, error, text);
    }

    static FailedException connecting(SystemError error) {
        return connecting(error.number(), error.text());
    }

    static FailedException connecting(SwooleError error) {
        return connecting(error.number(), error.text());
    }

    /** The caller waited in vain for room to send. */
    public static FailedException sending(Suspension how) {
        return waited(how, SWOOLE_HTTP_CLIENT_ESTATUS_SEND_FAILED);
    }

    /** What was to be sent is not there any more. */
    public static FailedException source(String text) {
        return new FailedException(SWOOLE_HTTP_CLIENT_ESTATUS_SEND_FAILED, SystemError.IO.number(), text);
    }

    /** The connection ended before the response did. */
    public static FailedException reset() {
        SystemError error = SystemError.RESET;
        return new FailedException(SWOOLE_HTTP_CLIENT_ESTATUS_SERVER_RESET, error.number(), error.text());
    }

    /** What came cannot be used. */
    public static FailedException answer(SwooleError error, String text) {
        return new FailedException(SWOOLE_HTTP_CLIENT_ESTATUS_SERVER_RESET, error.number(), text);
    }

    /** What came is no HTTP. */
    public static FailedException noHttp(String why) {
        return answer(SwooleError.HTTP_INVALID_PROTOCOL, SwooleError.HTTP_INVALID_PROTOCOL.text() + ": " + why);
    }

    /** The caller waited in vain. */
    public static FailedException waiting(Suspension how) {
        return waited(how, SWOOLE_HTTP_CLIENT_ESTATUS_REQUEST_TIMEOUT);
    }

    /** The caller waited in vain for a connection. */
    static FailedException connecting(Suspension how) {
        return waited(how, SWOOLE_HTTP_CLIENT_ESTATUS_CONNECT_FAILED);
    }

    private static FailedException waited(Suspension how, int status) {
        if (how == Suspension.TIMED_OUT) {
            return new FailedException(status, SystemError.TIMED_OUT.number(), SystemError.TIMED_OUT.text());
        }
        return new FailedException(status, SwooleError.CO_CANCELED.number(), SwooleError.CO_CANCELED.text());
    }
}

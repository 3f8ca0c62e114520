package swoole4j.engine.reactor;

import java.nio.charset.StandardCharsets;
import swoole4j.core.http.ByteSink;
import swoole4j.core.http.Delivery;
import swoole4j.core.http.HttpStatus;
import swoole4j.core.http.ResponseHead;
import swoole4j.core.http.ServerLines;

/** The answer to what is no HTTP request that can be served; the connection ends behind it. */
final class BareAnswer {
    private BareAnswer() {}

    /** Asks for the body of a request. */
    static final byte[] CONTINUE = bytes("100 Continue\r\n\r\n");

    /** Returns the answer; {@code strict} gives those a full head that Swoole sends without one. */
    static byte[] of(int status, boolean strict) {
        if (!strict && status == 400) return bytes("400 Bad Request\r\n\r\n");
        if (!strict && status == 413) return bytes("413 Request Entity Too Large\r\n\r\n");
        return bytes(status + " " + HttpStatus.reason(status) + "\r\nConnection: close\r\nContent-Length: 0\r\n\r\n");
    }

    /** Returns the answer as a coroutine server gives it. */
    static byte[] whole(int status, ServerLines lines, long epochSecond) {
        ResponseHead head = ResponseHead.forRequest();
        head.status(status, null);
        ByteSink out = new ByteSink(256);
        head.encode(out, lines, Delivery.of(epochSecond, false, 0), _ -> {});
        return out.toByteArray();
    }

    private static byte[] bytes(String head) {
        return ("HTTP/1.1 " + head).getBytes(StandardCharsets.US_ASCII);
    }
}

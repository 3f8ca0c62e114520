package swoole4j.engine.reactor;

import java.nio.charset.StandardCharsets;
import swoole4j.core.http.HttpStatus;

/** The answer to what is no HTTP request that can be served; the connection ends behind it. */
final class BareAnswer {
    private BareAnswer() {}

    static byte[] of(int status) {
        String head = switch (status) {
            case 400 -> "400 Bad Request\r\n\r\n"; // Swoole sends no header with these two
            case 413 -> "413 Request Entity Too Large\r\n\r\n";
            default -> status + " " + HttpStatus.reason(status) + "\r\nConnection: close\r\nContent-Length: 0\r\n\r\n";
        };
        return ("HTTP/1.1 " + head).getBytes(StandardCharsets.US_ASCII);
    }
}

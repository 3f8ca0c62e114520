package swoole4j.framework.app;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Set;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import swoole4j.framework.HttpReply;
import swoole4j.http.Response;

/** Writes replies as responses. Any thread. */
final class Emitter {
    private static final Logger log = LoggerFactory.getLogger(Emitter.class);

    /** They tell how an answer is delivered, which is not the application's to say. */
    private static final Set<String> OF_DELIVERY =
            Set.of("content-length", "transfer-encoding", "connection", "keep-alive", "upgrade");

    private final Function<Object, String> json;

    Emitter(Function<Object, String> json) {
        this.json = json;
    }

    /** Returns the body of a reply. */
    byte[] body(HttpReply reply) {
        Object value = reply.json();
        return value == null ? reply.bytes() : json.apply(value).getBytes(StandardCharsets.UTF_8);
    }

    /** Tells whether a status may end an exchange. */
    static boolean isFinal(int status) {
        return status >= 200;
    }

    static HttpReply serverError() {
        return HttpReply.of(500).body("Internal Server Error");
    }

    /** Returns the reply, or one that says 500 when it cannot be sent; its body with it. */
    Ready ready(HttpReply reply) {
        try {
            if (isFinal(reply.status())) return new Ready(reply, body(reply));
            log.error("status {} cannot be the answer to a request, 500 is sent", reply.status());
        } catch (RuntimeException e) {
            log.error("the body of a reply cannot be made JSON, 500 is sent", e);
        }
        HttpReply error = serverError();
        return new Ready(error, error.bytes());
    }

    /** A reply that can be sent. */
    @SuppressWarnings("ArrayRecordComponent") // handed over, never compared
    record Ready(HttpReply reply, byte[] body) {
        boolean hasBody() {
            return reply.status() != 204 && reply.status() != 304;
        }
    }

    /** Sets status, headers and cookies of a response, without those headers that tell how it is delivered. */
    static void head(HttpReply reply, Response response) {
        response.status(reply.status());
        reply.headers().forEach((name, value) -> {
            if (!OF_DELIVERY.contains(name.toLowerCase(Locale.ROOT))) response.header(name, value);
        });
        reply.cookies().forEach(response::cookie);
    }

    /** Sends an answer. */
    boolean send(HttpReply reply, Response response) {
        Ready ready = ready(reply);
        head(ready.reply(), response);
        return response.end(ready.body());
    }

    /** Sends an answer behind which the connection ends, of a refused handshake. */
    boolean sendLast(HttpReply reply, Response response) {
        Ready ready = ready(reply);
        head(ready.reply(), response);
        response.header("Connection", "close");
        if (!ready.hasBody()) return response.end();
        response.header("Content-Length", String.valueOf(ready.body().length));
        return response.end(ready.body());
    }
}

package swoole4j.engine.http2;

import io.netty.handler.codec.http2.Http2Headers;
import io.netty.handler.codec.http2.ReadOnlyHttp2Headers;
import io.netty.util.AsciiString;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Turns names and values into what Netty encodes. */
final class Fields {
    private Fields() {}

    /** A head: {@code :status} and its value come first. */
    static Http2Headers head(List<String> fields) {
        return ReadOnlyHttp2Headers.serverHeaders(false, ascii(fields.get(1)), rest(fields, 2));
    }

    /** Trailers. */
    static Http2Headers trailers(List<String> fields) {
        return ReadOnlyHttp2Headers.trailers(false, rest(fields, 0));
    }

    private static AsciiString[] rest(List<String> fields, int from) {
        AsciiString[] rest = new AsciiString[fields.size() - from];
        for (int i = 0; i < rest.length; i++) rest[i] = ascii(fields.get(from + i));
        return rest;
    }

    private static AsciiString ascii(String text) {
        return new AsciiString(text.getBytes(StandardCharsets.UTF_8), false);
    }
}

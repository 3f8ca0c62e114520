package swoole4j.engine.pipeline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import swoole4j.engine.config.HttpSettings;
import swoole4j.engine.config.Options;
import swoole4j.engine.config.PortSettings;
import swoole4j.engine.link.HttpMessage;
import swoole4j.spi.ServerSpec;

/** However a stream of requests is cut into reads, the same requests are found in it, or the same refusal. */
class RequestSplitTest {
    private static final String CHUNKED = "POST /c HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n";
    private static final String FORM =
            "POST /f HTTP/1.1\r\nHost: a\r\nContent-Type: multipart/form-data; boundary=B\r\n"
                    + "Content-Length: 60\r\n\r\n";

    private final List<String> found = new ArrayList<>();
    private int refusals;

    @ParameterizedTest(name = "{index}")
    @ValueSource(
            strings = {
                "GET /1 HTTP/1.1\r\nHost: a\r\nX: b  \r\nY:\t\r\n\r\nGET /2 HTTP/1.1\r\nHost: a\r\n\r\n",
                "\r\n\r\nPOST /1 HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\n\r\nhelloGET /2 HTTP/1.0\r\n\r\n",
                "\rGET /1 HTTP/1.1\r\nHost: a\r\n\r\nGET /2 HTTP/1.1\r\nHost: a\r\n\r\n",
                "\r\n\rGET /1 HTTP/1.1\r\nHost: a\r\n\r\nGET /2 HTTP/1.1\r\nHost: a\r\n\r\n",
                "\nGET /1 HTTP/1.1\r\nHost: a\r\n\r\nGET /2 HTTP/1.1\r\nHost: a\r\n\r\n",
                "GET /1 HTTP/1.1\r\nHost: a\r\n\r\n\r\n\r\n\0GET /2 HTTP/1.1\r\nHost: a\r\n\r\n",
                " GET /1 HTTP/1.1\r\nHost: a\r\n\r\nGET /2 HTTP/1.1\r\nHost: a\r\n\r\n",
                CHUNKED + "5;x=y\r\nhello\r\n1\r\n!\r\n0\r\nA: b\r\n\r\nGET /2 HTTP/1.1\r\nHost: a\r\n\r\n",
                FORM
                        + "--B\r\nContent-Disposition: form-data; name=\"n\"\r\n\r\nv\r\n--B--\r\nGET /2 HTTP/1.1\r\nHost: a\r\n\r\n",
                "GET /1 HTTP/1.1\r\nHost: a\r\n\r\nGET  /2 HTTP/1.1\r\nHost: a\r\n\r\n",
                "GET /1 HTTP/1.1\r\nHost: a\r\nX: a\r\n b\r\n\r\nGET /2 HTTP/1.1\r\nHost: a\r\n\r\n",
                "GET /1 HTTP/1.1\r\nHost: a\r\nX : a\r\n\r\n",
                "GET /1 HTTP/1.1\r\nHost: a\nX: a\r\n\r\nGET /2 HTTP/1.1\r\nHost: a\r\n\r\n",
                "GET /1 HTTP/1.1\r\nHost: a\r\nX: a\rb\r\n\r\n",
                "GET /1 HTTP/1.1\r\nHost: a\r\n\nGET /2 HTTP/1.1\r\nHost: a\r\n\r\n",
                "POST /1 HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nab",
                "POST /1 HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
                CHUNKED + "5\r\nhelloX\r\n0\r\n\r\nGET /2 HTTP/1.1\r\nHost: a\r\n\r\n",
                CHUNKED + "5\nhello\r\n0\r\n\r\nGET /2 HTTP/1.1\r\nHost: a\r\n\r\n",
                CHUNKED + "5 \r\nhello\r\n0\r\n\r\nGET /2 HTTP/1.1\r\nHost: a\r\n\r\n",
                CHUNKED + "5;a\nb\r\nhello\r\n0\r\n\r\n",
                CHUNKED + "0\r\nfoo\r\n\r\nGET /2 HTTP/1.1\r\nHost: a\r\n\r\n",
                CHUNKED + "0\r\n\nGET /2 HTTP/1.1\r\nHost: a\r\n\r\n",
                "GET /1 HTTP/1.1\r\nHost: a\r\nExpect: x\r\n\r\nGET /2 HTTP/1.1\r\nHost: a\r\n\r\n"
            })
    void isFoundTheSameInAnyPieces(String stream) {
        byte[] bytes = stream.getBytes(StandardCharsets.ISO_8859_1);
        List<String> whole = parse(bytes);
        assertFalse(whole.isEmpty(), "nothing is found");
        for (int i = 1; i < bytes.length; i++) {
            assertEquals(whole, parse(bytes, i), "cut at " + i);
        }
        int[] everywhere = new int[bytes.length];
        for (int i = 0; i < bytes.length; i++) everywhere[i] = i;
        assertEquals(whole, parse(bytes, everywhere), "cut everywhere");
    }

    private List<String> parse(byte[] bytes, int... cuts) {
        found.clear();
        refusals = 0;
        Options options = new Options();
        PortSettings port = PortSettings.of(options, ServerSpec.Protocol.HTTP);
        HttpSettings settings = HttpSettings.of(options);
        RequestDecoder decoder = new RequestDecoder();
        Session session = session();
        HttpHandler http = new HttpHandler(session, new FrameHandler(session), decoder, port, settings);
        EmbeddedChannel channel = new EmbeddedChannel(decoder, http);
        int from = 0;
        for (int cut : cuts) {
            write(channel, http, bytes, from, cut);
            from = cut;
        }
        write(channel, http, bytes, from, bytes.length);
        http.discard();
        channel.finishAndReleaseAll();
        return List.copyOf(found);
    }

    private void write(EmbeddedChannel channel, HttpHandler http, byte[] bytes, int from, int to) {
        channel.writeInbound(Unpooled.copiedBuffer(bytes, from, to - from));
        while (http.isBusy() && refusals == 0) http.answered();
    }

    /** Notes what is found; all else is well. */
    private Session session() {
        return (Session) Proxy.newProxyInstance(
                Session.class.getClassLoader(), new Class<?>[] {Session.class}, (proxy, method, arguments) -> {
                    switch (method.getName()) {
                        case "requested" -> note((HttpMessage) arguments[0]);
                        case "refused" -> {
                            refusals++;
                            found.add("refused " + arguments[0]);
                        }
                        default -> {}
                    }
                    Class<?> type = method.getReturnType();
                    return type == boolean.class ? (Object) true : type == long.class ? (Object) 1L : null;
                });
    }

    private void note(HttpMessage message) {
        String body = new String(message.body(), StandardCharsets.ISO_8859_1);
        found.add(message.method() + message.target() + message.headers() + body + message.upload());
    }
}

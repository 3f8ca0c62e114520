package swoole4j.core.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Builds one head and prints it as text; {@code {DATE}} stands for the Date value. */
final class HeadFixture {
    static final long NOW = 1_795_243_952L; // Sat, 21 Nov 2026 06:52:32 GMT
    static final String DATE = "Sat, 21 Nov 2026 06:52:32 GMT";

    final ResponseHead head;
    final List<String> warnings = new ArrayList<>();
    boolean keepAlive;

    private final ServerLines lines = new ServerLines(ServerLines.DEFAULT_SERVER);

    private HeadFixture(ResponseHead head) {
        this.head = head;
    }

    static HeadFixture request() {
        return new HeadFixture(ResponseHead.forRequest());
    }

    static HeadFixture handshake() {
        return new HeadFixture(ResponseHead.forHandshake());
    }

    HeadFixture header(String name, @Nullable Object value) {
        assertNull(head.header(name, value, true));
        return this;
    }

    HeadFixture rawHeader(String name, @Nullable Object value) {
        assertNull(head.header(name, value, false));
        return this;
    }

    HeadFixture status(int code) {
        assertNull(head.status(code, null));
        return this;
    }

    HeadFixture cookie(String line) {
        head.cookie(line);
        return this;
    }

    void mustPrint(Delivery delivery, String... expected) {
        assertEquals(join(expected), print(delivery));
    }

    void mustPrintHandshake(@Nullable String extensions, String... expected) {
        ByteSink out = new ByteSink(0);
        head.encodeHandshake(out, lines, NOW, extensions, warnings::add);
        assertEquals(join(expected), text(out));
    }

    String print(Delivery delivery) {
        ByteSink out = new ByteSink(0);
        keepAlive = head.encode(out, lines, delivery, warnings::add);
        return text(out);
    }

    static Delivery length(long length) {
        return Delivery.of(NOW, true, length);
    }

    static Delivery headRequest(long length) {
        return new Delivery(NOW, true, length, true, false, null);
    }

    private static String text(ByteSink out) {
        return new String(out.toByteArray(), StandardCharsets.UTF_8);
    }

    private static String join(String... expected) {
        return String.join("\r\n", expected).replace("{DATE}", DATE) + "\r\n\r\n";
    }
}

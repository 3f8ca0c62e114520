package swoole4j.core.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import swoole4j.Spec;

/** Percent coding and the parts of a request target. */
class UrlCodingTest {
    @ParameterizedTest
    @CsvSource(
            nullValues = "none",
            value = {
                "/a/b%20c?x=1&y=%E4#frag, /a/b%20c, x=1&y=%E4#frag, /a/b c",
                "/p, /p, none, /p",
                "/p?, /p, none, /p",
                "/p??a?b, /p, ?a?b, /p",
                "http://host:80/p?q=1, http://host:80/p, q=1, http://host:80/p",
                "*, *, none, *",
                "a:1, a:1, none, a:1",
                "/%2e%2e/x/../y, /%2e%2e/x/../y, none, /../x/../y",
                "/a+b%2B%zz%, /a+b%2B%zz%, none, /a+b+%zz%",
                "/%C3%A9%FF, /%C3%A9%FF, none, /\u00e9\ufffd"
            })
    @Spec("http 20")
    @Spec("http 21")
    void theTargetIsSplitAtTheFirstQuestionMark(String target, String uri, @Nullable String query, String pathInfo) {
        assertEquals(new RequestTarget(uri, query), RequestTarget.of(target));
        assertEquals(pathInfo, RequestTarget.of(target).pathInfo());
    }

    @Test
    void textWithoutCodingIsNotCopied() {
        String text = "a.b-c_9";
        assertSame(text, UrlCoding.decodeForm(text));
        assertSame(text, UrlCoding.encodeForm(text));
        String path = "/a+b";
        assertSame(path, UrlCoding.decodePath(path));
    }

    @Test
    void encodingIsThatOfFormsExceptTheStar() {
        Random random = new Random(7);
        for (int i = 0; i < 5_000; i++) {
            StringBuilder text = new StringBuilder();
            for (int length = random.nextInt(12); length > 0; length--) {
                text.append((char) random.nextInt(random.nextBoolean() ? 128 : 0xd800));
            }
            String jdk =
                    URLEncoder.encode(text.toString(), StandardCharsets.UTF_8).replace("*", "%2A");
            assertEquals(jdk, UrlCoding.encodeForm(text.toString()));
            assertEquals(text.toString(), UrlCoding.decodeForm(jdk));
        }
    }
}

package swoole4j.core.http;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import swoole4j.Spec;

/** Cookie headers as Swoole 6.2.1 reads them. */
class CookieHeaderTest {
    private final List<String> warnings = new ArrayList<>();

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\'',
            value = {
                "a=1; b=2|{a=1, b=2}",
                "a=1;b=2; c|{a=1, b=2, c=}",
                "a%20b=c%20d|{a%20b=c d}",
                "name=x%20y%3D; n=a=b=c|{name=x y=, n=a=b=c}",
                "e=f=g|{e=f=g}",
                "v=a+b%2B|{v=a b+}",
                "arr[k]=v; dot.name=1; sp ace=2|{arr={k=v}, dot_name=1, sp_ace=2}",
                "a[]=1; a[k]=2|{a={0=1, k=2}}",
                "dup=1; dup=2|{dup=1}",
                "a[k]=1; a=2|{a={k=1}}",
                "a[k]=1; a[k]=2|{a={k=2}}",
                "q=\"quoted; x\"|{q=\"quoted, x\"=}",
                "=empty; ;;\t; a=1|{a=1}",
                "..Host-a=1; __Host-a=2|{__Host-a=2}",
                "''|{}"
            })
    @Spec("http 35")
    @Spec("http 36")
    @Spec("http 37")
    void namesStayAndValuesAreDecoded(String header, String cookies) {
        assertEquals(cookies, parse(header).toString());
    }

    @Test
    @Spec("http 38")
    void severalHeadersAreMergedAndTheFirstWins() {
        assertEquals("{a=1, b=2}", parse("a=1", "b=2; a=3").toString());
    }

    @Test
    void theNumberOfCookiesIsLimited() {
        assertEquals(
                "{a=1, b=2}",
                CookieHeader.parse(List.of("a=1; b=2; c=3", "d=4"), 2, warnings::add)
                        .toString());
        assertEquals(1, warnings.size());
    }

    @Test
    void noTextMakesItFail() {
        Random random = new Random(6);
        String alphabet = "ab=; %+[].\"\t\u0000\u00e9";
        for (int i = 0; i < 20_000; i++) {
            StringBuilder header = new StringBuilder();
            for (int length = random.nextInt(30); length > 0; length--) {
                header.append(alphabet.charAt(random.nextInt(alphabet.length())));
            }
            parse(header.toString());
        }
    }

    private Map<String, Object> parse(String... headers) {
        return CookieHeader.parse(List.of(headers), Parameters.MAX_VARIABLES, warnings::add);
    }
}

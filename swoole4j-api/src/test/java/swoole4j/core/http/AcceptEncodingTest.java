package swoole4j.core.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import swoole4j.Spec;

/** What RFC 9110 12.5.3 makes of Accept-Encoding, with Swoole's order of codings. */
class AcceptEncodingTest {
    private static final Set<ContentCoding> ALL = EnumSet.allOf(ContentCoding.class);

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "br|BR",
                "gzip|GZIP",
                "deflate|DEFLATE",
                "zstd|ZSTD",
                "gzip, deflate, br|BR",
                "zstd, deflate|DEFLATE",
                "GZIP|GZIP",
                "x-gzip|GZIP",
                "*|BR",
                "*;q=0.1, br;q=0|GZIP",
                "br;q=0.001, gzip;q=1.000|BR",
                "identity;q=1, gzip ; q=0.5|GZIP",
                "gzip;Q=1|GZIP",
                "gzip;level=9|GZIP",
                ",, gzip ,|GZIP",
                "br;q=0, br|BR",
                "b r, gzip;q=0.5|GZIP"
            })
    void choosesWhatTheServerLikesBest(String header, ContentCoding expected) {
        assertEquals(expected, AcceptEncoding.choose(header, ALL));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "identity",
                "gzip;q=0",
                "gzip;q=0.000",
                "*;q=0",
                "brx",
                "gzip-ish",
                "compress",
                "gzip;q=2",
                "gzip;q=1.001",
                "gzip;q=.5",
                "gzip;q=0.1234",
                "gzip;q=-1",
                "gzip;q=1a",
                "gzip;q=0.x",
                "gzip;q=",
                "g\u212Aip"
            })
    @Spec("http 139")
    void choosesNothingElse(String header) {
        assertNull(AcceptEncoding.choose(header, ALL));
    }

    @Test
    void choosesAmongTheAvailableOnly() {
        Set<ContentCoding> some = EnumSet.of(ContentCoding.DEFLATE, ContentCoding.GZIP);
        assertEquals(ContentCoding.GZIP, AcceptEncoding.choose("br, deflate, gzip", some));
        assertEquals(ContentCoding.DEFLATE, AcceptEncoding.choose("*, gzip;q=0", some));
        assertNull(AcceptEncoding.choose("br", some));
        assertNull(AcceptEncoding.choose("*", EnumSet.noneOf(ContentCoding.class)));
    }

    @Test
    void mediaTypesAreComparedWithoutParametersAndCase() {
        List<String> types = List.of("application/json", "Text/HTML; charset=x");
        assertTrue(MediaTypes.isOneOf("application/json; charset=utf-8", types));
        assertTrue(MediaTypes.isOneOf("text/html", types));
        assertTrue(MediaTypes.isOneOf(" APPLICATION/JSON ;x", types));
        assertFalse(MediaTypes.isOneOf("application/json2", types));
        assertFalse(MediaTypes.isOneOf("", types));
    }
}

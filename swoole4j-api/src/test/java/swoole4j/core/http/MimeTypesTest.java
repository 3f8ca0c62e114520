package swoole4j.core.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Types by extension as Swoole 6.2.1 has them. */
class MimeTypesTest {
    @ParameterizedTest
    @CsvSource({
        "index.html, text/html",
        "x.htm, text/html",
        "style.css, text/css",
        "app.js, application/javascript",
        "app.mjs, application/javascript",
        "data.json, application/json",
        "a.txt, text/plain",
        "a.xml, application/xml",
        "a.svg, image/svg+xml",
        "img.png, image/png",
        "a.jpg, image/jpeg",
        "a.jpeg, image/jpeg",
        "a.gif, image/gif",
        "favicon.ico, image/x-icon",
        "a.woff2, font/woff2",
        "a.wasm, application/wasm",
        "a.pdf, application/pdf",
        "a.zip, application/zip",
        "a.tar.gz, application/gzip",
        "a.mp4, video/mp4",
        "a.mp3, audio/mpeg",
        "PAGE.HTML, text/html",
        "/dir.json/html, text/html",
        "/dir.d/.css, text/css"
    })
    void ofFilesByTheirExtension(String path, String type) {
        assertEquals(type, MimeTypes.of(path));
        assertEquals(type, MimeTypes.ofFile(path));
    }

    @ParameterizedTest
    @ValueSource(strings = {"unknown.zzz", "", "a.", "/html/", "Makefile", "a.html.bak", "a.h\u0130ml", "a.html "})
    void ofOtherFilesAreUnknown(String path) {
        assertNull(MimeTypes.of(path));
        assertEquals("application/octet-stream", MimeTypes.ofFile(path));
    }

    @Test
    void areWellFormedAndMany() {
        Map<String, String> types = MimeTable.byExtension();
        assertTrue(types.size() > 361, () -> types.size() + " extensions");
        types.forEach((extension, type) -> {
            assertTrue(extension.matches("[a-z0-9]{1,16}"), extension);
            assertTrue(type.matches("[a-z]+/[a-z0-9][a-z0-9.+-]*"), type);
            assertEquals(type, MimeTypes.of("x." + extension));
        });
    }
}

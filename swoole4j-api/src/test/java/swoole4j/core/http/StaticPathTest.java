package swoole4j.core.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import swoole4j.Spec;

/** From a request target to a file below a document root. */
class StaticPathTest {
    @Nested
    class Targets {
        @ParameterizedTest
        @CsvSource(
                delimiter = '|',
                ignoreLeadingAndTrailingWhitespace = false,
                value = {
                    "/|/",
                    "/a.txt|/a.txt",
                    "/sub/page.html|/sub/page.html",
                    "/sub/|/sub/",
                    "/sub|/sub",
                    "//sub///x|/sub/x",
                    "/./sub/./|/sub/",
                    "/sub/.|/sub/",
                    "/with%20space.txt|/with space.txt",
                    "/a+b.txt|/a+b.txt",
                    "/%E4%BD%A0|/\u4f60",
                    "/a%2Fb|/a/b",
                    "/a%252Fb|/a%2Fb",
                    "/%zz%4|/%zz%4",
                    "/a\\..\\b|/a\\..\\b",
                    "/...|/...",
                    "/.hidden|/.hidden",
                    "/a/../b|/b",
                    "/a/b/..|/a/",
                    "/a/%2e%2E/b|/b",
                    "HTTP://host:80/p?q|/p",
                    "https://host|/",
                    "http://host?q|/"
                })
        void nameAFile(String target, String url) {
            StaticPath path = StaticPath.of(target);
            assertNotNull(path, target);
            assertEquals(url, path.url());
            assertEquals(url.endsWith("/"), path.directory());
            assertFalse(path.path().startsWith("/") || path.path().endsWith("/"), path.path());
        }

        @ParameterizedTest
        @CsvSource({"/a.txt?v=1, a.txt", "/a.txt?, a.txt", "/a.txt#x?y, a.txt", "/a.txt?x=/../../b, a.txt", "/a%3F#, a?"
        })
        @Spec("http 161")
        void endAtTheQuery(String target, String path) {
            assertEquals(new StaticPath(path, false), StaticPath.of(target));
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "/../secret",
                    "/%2e%2e/secret",
                    "/..%2fsecret",
                    "/a/../../secret",
                    "/a/..//../secret",
                    "/./../secret",
                    "/..",
                    "/%2E./",
                    "http://host/../secret",
                    "http://host/%2e%2e/secret",
                    "/a%00.txt",
                    "",
                    "*",
                    "host:80",
                    "a.txt",
                    "?/a.txt",
                    "ftp://host/a.txt"
                })
        @Spec("http 149")
        void nameNoFileOutsideTheRoot(String target) {
            assertNull(StaticPath.of(target));
        }

        @Test
        void haveALimit() {
            assertNotNull(StaticPath.of("/" + "a".repeat(4095)));
            assertNotNull(StaticPath.of("/" + "%61".repeat(4095)));
            assertNull(StaticPath.of("/" + "a".repeat(4096)));
            assertNull(StaticPath.of("/" + "%61".repeat(60_000)));
        }

        @ParameterizedTest
        @ValueSource(longs = {1, 2, 3})
        void neverNameSomethingOutside(long seed) {
            String[] atoms = {"/", "..", ".", "%2e", "%2f", "%", "a", "\\", "?", "%25", "//", "%5c"};
            Random random = new Random(seed);
            for (int round = 0; round < 20_000; round++) {
                StringBuilder target = new StringBuilder("/");
                for (int i = random.nextInt(10); i > 0; i--) {
                    target.append(atoms[random.nextInt(atoms.length)]);
                }
                StaticPath path = StaticPath.of(target.toString());
                if (path != null) {
                    String[] segments = ("/" + path.path() + "/").split("/");
                    assertFalse(List.of(segments).contains(".."), target::toString);
                    assertFalse(List.of(segments).contains("."), target::toString);
                    assertFalse(path.path().contains("//"), target::toString);
                }
            }
        }
    }

    @Nested
    class Locations {
        private final StaticLocations locations = new StaticLocations(List.of("/sub", "no", "/With Space/"));

        @ParameterizedTest
        @CsvSource({
            "/sub/page.html, true",
            "/sub, true",
            "/subx, true",
            "/SUB/none, true",
            "/%73ub/x, true",
            "/x/../sub/y, true",
            "/with%20space/a, true",
            "/with%20space, false",
            "/sub/../secret.txt, false",
            "/sub/%2e%2e/secret.txt, false",
            "/su, false",
            "/, false",
            "/x/sub, false",
            "/no, false"
        })
        void areFixedPrefixes(String target, boolean contained) {
            StaticPath path = StaticPath.of(target);
            assertNotNull(path);
            assertEquals(contained, locations.contains(path));
        }

        @Test
        void canBeNone() {
            assertTrue(new StaticLocations(List.of("sub")).isEmpty());
            assertFalse(locations.isEmpty());
        }
    }
}

package swoole4j.core.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import swoole4j.Spec;

/** The pages that the static handler makes itself, as Swoole 6.2.1 lays them out; their style and footer are ours. */
class StaticPagesTest {
    @Test
    @Spec("http 152")
    void listADirectory() {
        assertEquals(
                "<html>\n<head>\n\t<meta charset='UTF-8'>\n<title>Index of /nested/</title></head>\n<body>\n{STYLE}"
                        + "<h1>Index of /nested/</h1>\t<ul>\n\t\t<li><a href=\"/nested/..\">..</a></li>\n"
                        + "\t\t<li><a href=\"/nested/deep\">deep</a></li>\n\t</ul>\n{FOOTER}</body>\n</html>\n",
                page("nested", List.of(".", "deep", "..")));
    }

    @Test
    void listTheRootWithoutAWayUp() {
        assertEquals(
                "<html>\n<head>\n\t<meta charset='UTF-8'>\n<title>Index of /</title></head>\n<body>\n{STYLE}"
                        + "<h1>Index of /</h1>\t<ul>\n\t</ul>\n{FOOTER}</body>\n</html>\n",
                page("", List.of()));
    }

    @Test
    @Spec("http 152")
    void sortNamesByTheirBytes() {
        List<String> names = List.of("b", "\ud83d\ude00", "a", "\uff01", "B", "a.b", "10", "9", "\u00e9");
        List<String> links = page("", names)
                .lines()
                .filter(line -> line.contains("<li>"))
                .map(line -> line.replaceAll(".*>(.*)</a>.*", "$1"))
                .toList();
        assertEquals(List.of("10", "9", "B", "a", "a.b", "b", "\u00e9", "\uff01", "\ud83d\ude00"), links);
    }

    @Test
    @Spec("http 152")
    void escapeNames() {
        String page = page("<x>&'/a b", List.of("\"><script>", "a%2F?#'.txt", "javascript:x", "\u4f60"));
        List<String> items = page.lines()
                .filter(line -> line.contains("<li>"))
                .map(String::trim)
                .toList();
        assertEquals(
                List.of(
                        "<li><a href=\"/%3Cx%3E%26%27/a%20b/..\">..</a></li>",
                        "<li><a href=\"/%3Cx%3E%26%27/a%20b/%22%3E%3Cscript%3E\">&quot;&gt;&lt;script&gt;</a></li>",
                        "<li><a href=\"/%3Cx%3E%26%27/a%20b/a%252F%3F%23%27.txt\">a%2F?#&#039;.txt</a></li>",
                        "<li><a href=\"/%3Cx%3E%26%27/a%20b/javascript%3Ax\">javascript:x</a></li>",
                        "<li><a href=\"/%3Cx%3E%26%27/a%20b/%E4%BD%A0\">\u4f60</a></li>"),
                items);
        assertEquals(2, page.split("Index of /&lt;x&gt;&amp;&#039;/a b/", -1).length - 1);
    }

    @Test
    void sayThatAFileIsMissing() {
        assertEquals("<html><body>{STYLE}<h1>HTTP 404 Not Found</h1>{FOOTER}</body></html>", look(NotFoundPage.page()));
        assertNotSame(NotFoundPage.page(), NotFoundPage.page());
    }

    private static String page(String path, List<String> names) {
        return look(AutoIndex.page(new StaticPath(path, true), names));
    }

    private static String look(byte[] page) {
        return new String(page, StandardCharsets.UTF_8)
                .replaceAll("(?s)<style>.*?</style>", "{STYLE}")
                .replaceAll("(?s)<footer>.*?</footer>", "{FOOTER}");
    }
}

package swoole4j.core.http;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;

/** The page that lists a directory ({@code http_autoindex}), laid out as Swoole's. Any thread. */
public final class AutoIndex {
    private AutoIndex() {}

    /**
     * Makes the page, HTML in UTF-8.
     *
     * @param path the directory; whether its target ended in a slash makes no difference
     * @param names what is in it, in any order; {@code .} and {@code ..} are not shown, but every page except the root's begins
     *     with a link to the directory above
     */
    public static byte[] page(StaticPath path, Collection<String> names) {
        String directory = path.path().isEmpty() ? "/" : '/' + path.path() + '/';
        String title = "Index of " + HtmlPage.escape(directory);
        StringBuilder out = new StringBuilder(1024)
                .append("<html>\n<head>\n\t<meta charset='UTF-8'>\n<title>")
                .append(title)
                .append("</title></head>\n<body>\n")
                .append(HtmlPage.STYLE)
                .append("<h1>")
                .append(title)
                .append("</h1>\t<ul>\n");
        String link = HtmlPage.encodePath(directory);
        if (!path.path().isEmpty()) {
            item(out, link, "..");
        }
        for (String name : sorted(names)) {
            item(out, link, name);
        }
        return out.append("\t</ul>\n")
                .append(HtmlPage.FOOTER)
                .append("</body>\n</html>\n")
                .toString()
                .getBytes(StandardCharsets.UTF_8);
    }

    private static void item(StringBuilder out, String directory, String name) {
        out.append("\t\t<li><a href=\"")
                .append(directory)
                .append(HtmlPage.encodePath(name))
                .append("\">");
        out.append(HtmlPage.escape(name)).append("</a></li>\n");
    }

    private static List<String> sorted(Collection<String> names) {
        List<byte[]> bytes = new ArrayList<>(names.size());
        for (String name : names) {
            if (!name.equals(".") && !name.equals("..")) {
                bytes.add(name.getBytes(StandardCharsets.UTF_8));
            }
        }
        bytes.sort(Arrays::compareUnsigned);
        List<String> sorted = new ArrayList<>(bytes.size());
        for (byte[] name : bytes) {
            sorted.add(new String(name, StandardCharsets.UTF_8));
        }
        return sorted;
    }
}

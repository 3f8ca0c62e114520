package swoole4j.core.http;

import java.nio.charset.StandardCharsets;

/** What the pages of the static handler have in common. Any thread. */
final class HtmlPage {
    static final String STYLE = "<style>body{font-family:sans-serif;margin:2em}li{line-height:1.6}"
            + "footer{margin-top:2em;color:#777}</style>";
    static final String FOOTER = "<footer>Powered by swoole4j</footer>";

    private static final char[] HEX = "0123456789ABCDEF".toCharArray();

    private HtmlPage() {}

    /** Text as it can stand between tags and in quoted attributes. */
    static String escape(String text) {
        StringBuilder out = new StringBuilder(text.length() + 16);
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '&' -> out.append("&amp;");
                case '<' -> out.append("&lt;");
                case '>' -> out.append("&gt;");
                case '"' -> out.append("&quot;");
                case '\'' -> out.append("&#039;");
                default -> out.append(c);
            }
        }
        return out.toString();
    }

    /** A path as it can stand in a link: slashes and unreserved characters stay (RFC 3986 2.3). */
    static String encodePath(String path) {
        StringBuilder out = new StringBuilder(path.length() + 16);
        for (byte b : path.getBytes(StandardCharsets.UTF_8)) {
            char c = (char) (b & 0xff);
            if (Ascii.isLetterOrDigit(c) || "/-._~".indexOf(c) >= 0) {
                out.append(c);
            } else {
                out.append('%').append(HEX[c >> 4]).append(HEX[c & 15]);
            }
        }
        return out.toString();
    }
}

package swoole4j.core.http;

import java.nio.charset.StandardCharsets;

/** The page of the static handler for a missing file in one of its {@link StaticLocations}. Any thread. */
public final class NotFoundPage {
    private static final byte[] PAGE = ("<html><body>" + HtmlPage.STYLE + "<h1>HTTP 404 Not Found</h1>"
                    + HtmlPage.FOOTER + "</body></html>")
            .getBytes(StandardCharsets.US_ASCII);

    private NotFoundPage() {}

    /** A copy of the page, HTML in ASCII. */
    public static byte[] page() {
        return PAGE.clone();
    }
}

package swoole4j.server.http;

/** Requests as text. */
final class Text {
    private Text() {}

    static String get(String target, String... lines) {
        return request("GET", target, lines);
    }

    /** A request with these header lines and no body. */
    static String request(String method, String target, String... lines) {
        StringBuilder text = new StringBuilder(method + " " + target + " HTTP/1.1\r\nHost: a\r\n");
        for (String line : lines) text.append(line).append("\r\n");
        return text.append("\r\n").toString();
    }

    /** A POST with a body of this type. */
    static String post(String type, String body) {
        return withBody("POST", type, body);
    }

    static String form(String body) {
        return post("application/x-www-form-urlencoded", body);
    }

    static String withBody(String method, String type, String body) {
        return request(method, "/", "Content-Type: " + type, "Content-Length: " + body.length()) + body;
    }

    /** A POST whose body, in chunks as given, ends with the last chunk. */
    static String chunked(String type, String... chunks) {
        StringBuilder text =
                new StringBuilder(request("POST", "/", "Content-Type: " + type, "Transfer-Encoding: chunked"));
        for (String chunk : chunks) {
            text.append(Integer.toHexString(chunk.length()))
                    .append("\r\n")
                    .append(chunk)
                    .append("\r\n");
        }
        return text.append("0\r\n\r\n").toString();
    }
}

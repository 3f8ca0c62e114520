package swoole4j.bench;

/** The body of the answers that are more than a greeting. */
final class HttpBody {
    private static final int LENGTH = 1024;

    private HttpBody() {}

    /** Returns 1 KiB that looks like JSON. */
    static String text() {
        StringBuilder json = new StringBuilder("{\"items\":[");
        for (int id = 1; json.length() < LENGTH - 40; id++) {
            json.append("{\"id\":").append(id).append(",\"name\":\"item\"},");
        }
        json.append("{\"id\":0}],\"pad\":\"");
        while (json.length() < LENGTH - 2) json.append('x');
        return json.append("\"}").toString();
    }
}

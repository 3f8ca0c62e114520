package swoole4j.core.http;

import java.nio.charset.StandardCharsets;

/** The {@code Server} and {@code Date} lines as bytes, the date line made once per second. Any thread. */
public final class ServerLines {
    /** The server name Swoole sends; scripts and tests compare it. */
    public static final String DEFAULT_SERVER = "swoole-http-server";

    private final String name;
    private final byte[] server;
    private DateLine date = new DateLine(Long.MIN_VALUE, "", new byte[0]); // immutable: a lost update costs one format

    /**
     * Lines for a server that calls itself {@code serverName}.
     *
     * @throws IllegalArgumentException if the name contains a line end or another control character
     */
    public ServerLines(String serverName) {
        if (!HttpStatus.isValidReason(serverName)) {
            throw new IllegalArgumentException("a server name must not contain control characters: " + serverName);
        }
        name = serverName;
        server = ("Server: " + serverName + "\r\n").getBytes(StandardCharsets.UTF_8);
    }

    void appendServer(ByteSink out) {
        out.append(server);
    }

    void appendDate(ByteSink out, long epochSecond) {
        out.append(at(epochSecond).bytes);
    }

    String server() {
        return name;
    }

    String date(long epochSecond) {
        return at(epochSecond).text;
    }

    private DateLine at(long epochSecond) {
        DateLine line = date;
        if (line.second != epochSecond) {
            String text = HttpDate.format(epochSecond);
            line = new DateLine(epochSecond, text, ("Date: " + text + "\r\n").getBytes(StandardCharsets.US_ASCII));
            date = line;
        }
        return line;
    }

    private static final class DateLine {
        final long second;
        final String text;
        final byte[] bytes;

        DateLine(long second, String text, byte[] bytes) {
            this.second = second;
            this.text = text;
            this.bytes = bytes;
        }
    }
}

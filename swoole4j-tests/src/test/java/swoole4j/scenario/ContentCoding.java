package swoole4j.scenario;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;
import java.util.zip.Inflater;
import java.util.zip.InflaterInputStream;

/** Takes the transfer and content coding off an HTTP response: a compressor may choose among many encodings. */
final class ContentCoding {
    private static final Pattern LENGTH = Pattern.compile("(?i)(\r\ncontent-length: )\\d+");
    private static final Pattern CHUNKED = Pattern.compile("(?i)\r\ntransfer-encoding: *chunked");
    private static final String HEAD_END = "\r\n\r\n";

    private ContentCoding() {}

    /** The response with the plain body behind its head, whose Content-Length becomes {@code {LEN}}. */
    static byte[] removed(byte[] response, String coding) {
        String text = new String(response, StandardCharsets.ISO_8859_1);
        int end = text.indexOf(HEAD_END);
        if (end < 0) return response;
        String head = text.substring(0, end);
        String body = text.substring(end + HEAD_END.length());
        var all = new ByteArrayOutputStream();
        all.writeBytes(latin1(LENGTH.matcher(head).replaceAll("$1{LEN}") + HEAD_END));
        byte[] coded = latin1(body);
        try {
            if (CHUNKED.matcher(head).find()) coded = unchunked(body);
            all.writeBytes(decoded(coded, coding));
        } catch (IOException | RuntimeException e) {
            all.writeBytes(latin1("undecodable: " + e + " " + HexFormat.of().formatHex(coded)));
        }
        return all.toByteArray();
    }

    private static byte[] decoded(byte[] body, String coding) throws IOException {
        var input = new ByteArrayInputStream(body);
        try (InputStream plain = switch (coding) {
            case "gzip" -> new GZIPInputStream(input);
            case "deflate" -> new InflaterInputStream(input);
            case "deflate-raw" -> new InflaterInputStream(input, new Inflater(true));
            default -> throw new AssertionError("  cannot decode " + coding);
        }) {
            return plain.readAllBytes();
        }
    }

    private static byte[] unchunked(String body) {
        var all = new StringBuilder();
        int position = 0;
        while (true) {
            int data = body.indexOf("\r\n", position) + 2;
            int size = Integer.parseInt(body.substring(position, data - 2), 16);
            if (size == 0) return latin1(all.toString());
            all.append(body, data, data + size);
            position = data + size + 2;
        }
    }

    private static byte[] latin1(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }
}

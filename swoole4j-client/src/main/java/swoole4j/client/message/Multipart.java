package swoole4j.client.message;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Makes {@code multipart/form-data} (RFC 7578): the fields of a form, then files. */
final class Multipart {
    private static final String BOUNDARY = "----SwooleBoundary";
    private static final int RANDOM_LENGTH = 21;
    private static final String LETTERS = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";
    private static final SecureRandom RANDOM = new SecureRandom();

    private Multipart() {}

    /** Joins a form, which is left out unless it is a map, and files. */
    static Content of(@Nullable Object form, List<Attachment> files) {
        String boundary = boundary();
        StringBuilder text = new StringBuilder();
        if (form instanceof Map<?, ?> fields) {
            Form.each(
                    fields,
                    (name, value) -> text.append("--")
                            .append(boundary)
                            .append("\r\nContent-Disposition: form-data; name=\"")
                            .append(quoted(name))
                            .append("\"\r\n\r\n")
                            .append(value)
                            .append("\r\n"));
        }
        List<Content.Piece> pieces = new ArrayList<>();
        for (Attachment file : files) {
            text.append("--").append(boundary).append("\r\nContent-Disposition: form-data; name=\"");
            text.append(quoted(file.name())).append("\"; filename=\"").append(quoted(file.filename()));
            text.append("\"\r\nContent-Type: ").append(file.type()).append("\r\n\r\n");
            pieces.add(Content.bytes(text.toString()));
            pieces.add(file.content());
            text.setLength(0);
            text.append("\r\n");
        }
        text.append("--").append(boundary).append("--\r\n");
        pieces.add(new Content.Bytes(text.toString().getBytes(StandardCharsets.UTF_8)));
        return new Content("multipart/form-data; boundary=" + boundary, pieces);
    }

    private static String boundary() {
        StringBuilder boundary = new StringBuilder(BOUNDARY);
        for (int i = 0; i < RANDOM_LENGTH; i++) boundary.append(LETTERS.charAt(RANDOM.nextInt(LETTERS.length())));
        return boundary.toString();
    }

    /** What would end the quotes is encoded as browsers do it. */
    private static String quoted(String text) {
        return text.replace("\"", "%22").replace("\r", "%0D").replace("\n", "%0A");
    }
}

package swoole4j.core.http;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** Header values as they come from a parser that makes a char of each byte (RFC 9110 5.5). Any thread. */
public final class ReceivedText {
    private ReceivedText() {}

    /** Reads the bytes as UTF-8, as PHP scripts do; what is not UTF-8 stays one char per byte. */
    public static String of(String bytes) {
        if (isAscii(bytes)) return bytes;
        try {
            ByteBuffer raw = ByteBuffer.wrap(bytes.getBytes(StandardCharsets.ISO_8859_1));
            return StandardCharsets.UTF_8.newDecoder().decode(raw).toString();
        } catch (CharacterCodingException _) {
            return bytes;
        }
    }

    private static boolean isAscii(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) >= 0x80) return false;
        }
        return true;
    }
}

package swoole4j.core.websocket;

import java.util.HexFormat;

/** Bytes as a test writes them: hex digits with blanks anywhere. */
final class Hex {
    private Hex() {}

    static byte[] bytes(String hex) {
        return HexFormat.of().parseHex(hex.replace(" ", ""));
    }

    static String of(byte[] bytes) {
        return HexFormat.of().formatHex(bytes);
    }
}

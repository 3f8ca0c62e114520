package swoole4j.core.framing;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.HexFormat;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import swoole4j.Spec;

/** {@code open_redis_protocol}: requests of RESP. */
class RedisTest {
    private static final Framing REDIS = new Framing.Redis();

    private static String hex(String text) {
        return HexFormat.of().formatHex(text.getBytes(ISO_8859_1));
    }

    @Test
    @Spec("server 156")
    void eachArrayIsAMessage() {
        String get = "*2\r\n$3\r\nGET\r\n$1\r\nk\r\n";
        String set = "*4\r\n$3\r\nSET\r\n$4\r\n\r\n\r\n\r\n$0\r\n\r\n:-12\r\n";
        String nil = "*2\r\n$4\r\nECHO\r\n$-1\r\n";
        Cutting.inAnyPieces(REDIS, (get + set + nil).getBytes(ISO_8859_1), hex(get), hex(set), hex(nil));
    }

    @Test
    void aStringMayHoldAnything() {
        String request = "*1\r\n$9\r\n\0\377*1\r\n$1\r\r\n";
        Cutting.inAnyPieces(REDIS, request.getBytes(ISO_8859_1), hex(request));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "PING\r\n", // inline
                "\r\n",
                "$1\r\nx\r\n",
                "*\r\n",
                "*0\r\n",
                "*-1\r\n",
                "*x\r\n",
                "*1 \r\n",
                "*1\n$1\nx\n",
                "*1\rX",
                "*1\r\n+OK\r\n",
                "*1\r\n*1\r\n$1\r\nx\r\n", // an array inside
                "*1\r\n$\r\n",
                "*1\r\n$-\r\n",
                "*1\r\n$-2\r\n",
                "*1\r\n$1\r\nxy\r\n",
                "*1\r\n$1\r\nx\r\r",
                "*1\r\n:1.5\r\n",
                "*1\r\n:9223372036854775808\r\n",
                "*00000000000000000000001\r\n"
            })
    void anythingElseIsMalformed(String request) {
        new Cutting(REDIS).feed(request).mustFind("error 1204");
        Cutting bytewise = new Cutting(REDIS);
        for (char octet : request.toCharArray()) bytewise.feed(String.valueOf(octet));
        bytewise.mustFind("error 1204");
    }

    @Test
    void aLineWithoutEndIsRefusedEarly() {
        new Cutting(REDIS).feed("*" + "1".repeat(21)).mustFind().feed("1").mustFind("error 1204");
    }

    @Test
    void integersMayHaveSixtyFourBits() {
        String request = "*2\r\n:9223372036854775807\r\n:-9223372036854775808\r\n";
        Cutting.inAnyPieces(REDIS, request.getBytes(ISO_8859_1), hex(request));
    }

    @Nested
    class TooLarge {
        @Test
        void isACountThatHasNoRoomInTheLargestMessage() {
            new Cutting(REDIS).feed("*16382\r\n").mustFind();
            new Cutting(REDIS).feed("*16383\r\n").mustFind("error 1201");
            new Cutting(REDIS).feed("*9223372036854775807\r\n").mustFind("error 1201");
        }

        @Test
        void isAStringThatHasNoRoomInTheLargestMessage() {
            new Cutting(REDIS).feed("*1\r\n$65522\r\n").mustFind();
            new Cutting(REDIS).feed("*1\r\n$65523\r\n").mustFind("error 1201");
            new Cutting(REDIS).feed("*1\r\n$4294967297\r\n").mustFind("error 1201");
            new Cutting(REDIS).feed("*1\r\n$9223372036854775807\r\n").mustFind("error 1201");
        }

        @Test
        void isARequestOfManySmallStrings() {
            String string = "$1000\r\n" + "x".repeat(1000) + "\r\n";
            new Cutting(REDIS).feed("*70\r\n").feed(string.repeat(70)).mustFind("error 1201");
        }
    }
}

package swoole4j.core.framing;

import java.util.Arrays;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import swoole4j.Spec;

/** {@code open_mqtt_protocol}; MQTT 3.1.1, 2.2.3. */
class MqttTest {
    private static final Framing MQTT = new Framing.Mqtt();

    @Test
    @Spec("server 157")
    void eachControlPacketIsAMessage() {
        byte[] stream = Cutting.hex("c000 3005 0001 61 6869 e000");
        Cutting.inAnyPieces(MQTT, stream, "c000", "30050001616869", "e000");
    }

    @Test
    @Spec("server 157")
    void theRemainingLengthHasOneToFourBytes() {
        for (int size : new int[] {0, 127, 128, 16_383, 16_384, 2_097_151, 2_097_152}) {
            byte[] packet = packet(size);
            new Cutting(MQTT, 3_000_000).feed(packet).feed(packet).mustFindHex(hex(packet), hex(packet));
        }
    }

    @Test
    void moreBytesOfLengthAreMalformed() {
        new Cutting(MQTT)
                .feed(Cutting.hex("30 ffffff"))
                .mustFind()
                .feed(Cutting.hex("ff"))
                .mustFind("error 1204");
        new Cutting(MQTT).feed(Cutting.hex("30 8080808000")).mustFind("error 1204");
    }

    @Test
    void aLengthThatIsTooLargeIsRefusedBeforeTheRestComes() {
        new Cutting(MQTT).feed(Cutting.hex("30 ffffff7f")).mustFind("error 1201");
        new Cutting(MQTT, 65536).feed(Cutting.hex("30 fdff03")).mustFind("error 1201");
        new Cutting(MQTT, 65536).feed(Cutting.hex("30 fcff03")).mustFind();
    }

    private static byte[] packet(int size) {
        byte[] packet = new byte[6 + size];
        packet[0] = 0x30;
        int at = 1;
        int rest = size;
        do {
            packet[at++] = (byte) (rest > 127 ? (rest & 0x7f) | 0x80 : rest);
            rest >>= 7;
        } while (rest > 0);
        return Arrays.copyOf(packet, at + size);
    }

    private static String hex(byte[] bytes) {
        return HexFormat.of().formatHex(bytes);
    }
}

package swoole4j.engine.dispatch;

import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;

/** The number of an address that a worker is chosen by. */
final class AddressHash {
    private AddressHash() {}

    /** Returns an IPv4 address as a number, the positive hash of any other text. */
    static long of(String address) {
        long number = 0;
        int parts = 0;
        for (String part : address.split("\\.", -1)) {
            if (part.isEmpty() || part.length() > 3 || !part.chars().allMatch(c -> c >= '0' && c <= '9')) {
                return hash(address);
            }
            number = number << 8 | Integer.parseInt(part);
            parts++;
        }
        return parts == 4 ? number : hash(address);
    }

    /** Returns the number of a datagram's sender: Swoole reads an IPv4 address with its first byte as the lowest. */
    static long ofPeer(String address) {
        boolean ipv4 = !address.isEmpty() && address.chars().allMatch(c -> c == '.' || (c >= '0' && c <= '9'));
        if (ipv4) return Integer.toUnsignedLong(Integer.reverseBytes((int) of(address)));
        CRC32 sum = new CRC32();
        sum.update(address.getBytes(StandardCharsets.UTF_8));
        return sum.getValue();
    }

    private static long hash(String text) {
        return text.hashCode() & Integer.MAX_VALUE;
    }
}

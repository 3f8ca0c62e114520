package swoole4j.engine.dispatch;

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

    private static long hash(String text) {
        return text.hashCode() & Integer.MAX_VALUE;
    }
}

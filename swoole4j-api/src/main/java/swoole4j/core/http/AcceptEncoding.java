package swoole4j.core.http;

import java.util.EnumMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Chooses a content coding for a client (RFC 9110 12.5.3). The answer depends on the arguments only, so that a caller
 * may remember it per header text. Differs from Swoole, which searches the text for the names, in any other word and whatever
 * their weight. Any thread.
 */
public final class AcceptEncoding {
    private static final int UNKNOWN = -1;
    private static final ContentCoding[] CODINGS = ContentCoding.values();

    private AcceptEncoding() {}

    /**
     * The coding the server likes best among those that it has and the client accepts, which are those of weight above 0
     * that the client names or means by {@code *}. How the client orders and weighs them makes no difference. Malformed
     * elements are ignored; of a coding named twice the last counts.
     *
     * @param header the value of Accept-Encoding, several of them joined by commas
     * @return null if the content is to be sent as it is
     */
    public static @Nullable ContentCoding choose(String header, Set<ContentCoding> available) {
        Map<ContentCoding, Integer> weights = new EnumMap<>(ContentCoding.class);
        int others = 0;
        int start = 0;
        while (start <= header.length()) {
            int comma = header.indexOf(',', start);
            int end = comma < 0 ? header.length() : comma;
            String element = header.substring(start, end);
            start = end + 1;
            int semicolon = element.indexOf(';');
            String name = Ascii.trim(semicolon < 0 ? element : element.substring(0, semicolon));
            int weight = semicolon < 0 ? 1000 : weight(element);
            if (weight == UNKNOWN) {
                continue;
            }
            if (name.equals("*")) {
                others = weight;
            } else {
                set(weights, name, weight);
            }
        }
        for (ContentCoding coding : CODINGS) {
            if (weights.getOrDefault(coding, others) > 0 && available.contains(coding)) {
                return coding;
            }
        }
        return null;
    }

    private static void set(Map<ContentCoding, Integer> weights, String name, int weight) {
        for (ContentCoding coding : CODINGS) {
            if (Ascii.equalsIgnoreCase(coding.token(), name)) {
                weights.put(coding, weight);
            }
        }
        if (Ascii.equalsIgnoreCase("x-gzip", name)) { // RFC 9110 8.4.1.3
            weights.put(ContentCoding.GZIP, weight);
        }
    }

    private static int weight(String element) {
        String weight = HeaderParameters.find(element, "q");
        return weight == null ? 1000 : thousandths(weight);
    }

    /** Reads {@code 0.5} as 500: at most three decimals and at most 1 (RFC 9110 12.4.2); anything else is unknown. */
    private static int thousandths(String weight) {
        int length = weight.length();
        if (length == 0 || length > 5 || weight.charAt(0) < '0' || weight.charAt(0) > '1') {
            return UNKNOWN;
        }
        if (length > 1 && weight.charAt(1) != '.') {
            return UNKNOWN;
        }
        int sum = (weight.charAt(0) - '0') * 1000;
        int place = 100;
        for (int i = 2; i < length; i++) {
            int digit = weight.charAt(i) - '0';
            if (digit < 0 || digit > 9) {
                return UNKNOWN;
            }
            sum += digit * place;
            place /= 10;
        }
        return sum <= 1000 ? sum : UNKNOWN;
    }
}

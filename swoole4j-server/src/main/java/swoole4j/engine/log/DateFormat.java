package swoole4j.engine.log;

import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Writes times as C's {@code strftime} does; a letter it does not know stays as it is. Immutable. */
final class DateFormat {
    private final String format;

    DateFormat(String format) {
        this.format = format;
    }

    String format(ZonedDateTime time) {
        StringBuilder out = new StringBuilder();
        for (int i = 0; i < format.length(); i++) {
            char c = format.charAt(i);
            if (c == '%' && i + 1 < format.length()) {
                out.append(part(format.charAt(++i), time));
            } else {
                out.append(c);
            }
        }
        return out.toString();
    }

    private static String part(char letter, ZonedDateTime time) {
        return switch (letter) {
            case 'Y' -> by("yyyy", time);
            case 'y' -> by("yy", time);
            case 'm' -> by("MM", time);
            case 'd' -> by("dd", time);
            case 'e' -> String.format(Locale.ROOT, "%2d", time.getDayOfMonth());
            case 'j' -> by("DDD", time);
            case 'H' -> by("HH", time);
            case 'I' -> by("hh", time);
            case 'M' -> by("mm", time);
            case 'S' -> by("ss", time);
            case 'p' -> by("a", time);
            case 'a' -> by("EEE", time);
            case 'A' -> by("EEEE", time);
            case 'b', 'h' -> by("MMM", time);
            case 'B' -> by("MMMM", time);
            case 'z' -> by("xx", time);
            case 'Z' -> by("zzz", time);
            case 's' -> Long.toString(time.toEpochSecond());
            case 'F' -> by("yyyy-MM-dd", time);
            case 'T' -> by("HH:mm:ss", time);
            case 'D' -> by("MM/dd/yy", time);
            case 'R' -> by("HH:mm", time);
            case 'n' -> "\n";
            case 't' -> "\t";
            case '%' -> "%";
            default -> "%" + letter;
        };
    }

    private static String by(String pattern, ZonedDateTime time) {
        return time.format(DateTimeFormatter.ofPattern(pattern, Locale.ENGLISH));
    }
}

package swoole4j.core.http;

import org.jspecify.annotations.Nullable;

/** Reads one date text from left to right; any failure is remembered by {@code at} becoming negative. */
final class HttpDateParser {
    private static final int[] MONTH_LENGTHS = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};

    private final String text;
    private final long now;
    private int at;
    private int year;
    private int month;
    private int day;
    private int secondOfDay;

    HttpDateParser(String text, long nowEpochSecond) {
        this.text = text;
        now = nowEpochSecond;
    }

    @Nullable
    Long parse() {
        int comma = text.indexOf(',');
        if (comma < 0) {
            asctime();
        } else if (text.startsWith("-", comma + 4)) {
            rfc850(comma);
        } else {
            rfc1123(comma);
        }
        return at == text.length() && isRealDay() ? HttpDate.epochDay(year, month, day) * 86_400L + secondOfDay : null;
    }

    private void rfc1123(int comma) { // Sun, 06 Nov 1994 08:49:37 GMT
        dayName(comma, 3, 3);
        literal(", ");
        day = number(2);
        literal(" ");
        monthName();
        literal(" ");
        year = number(4);
        literal(" ");
        time();
        zone();
    }

    private void rfc850(int comma) { // Sunday, 06-Nov-94 08:49:37 GMT
        dayName(comma, 6, 9);
        literal(", ");
        day = number(2);
        literal("-");
        monthName();
        literal("-");
        boolean twoDigits = text.startsWith(" ", at + 2);
        year = twoDigits ? century(number(2)) : number(4);
        literal(" ");
        time();
        zone();
    }

    private void asctime() { // Sun Nov  6 08:49:37 1994
        dayName(3, 3, 3);
        literal(" ");
        monthName();
        literal(" ");
        if (text.startsWith(" ", Math.max(at, 0))) {
            literal(" ");
            day = number(1);
        } else {
            day = number(2);
        }
        literal(" ");
        time();
        literal(" ");
        year = number(4);
    }

    private void dayName(int length, int shortest, int longest) {
        at = length >= shortest && length <= longest && length <= text.length() ? length : -1;
        for (int i = 0; i < at; i++) {
            char c = Ascii.lower(text.charAt(i));
            if (c < 'a' || c > 'z') {
                at = -1;
            }
        }
    }

    private void monthName() {
        month = at < 0 ? 0 : HttpDate.month(text, at);
        at = month == 0 ? -1 : at + 3;
    }

    private void time() {
        int hour = number(2);
        literal(":");
        int minute = number(2);
        literal(":");
        int second = number(2);
        if (hour > 23 || minute > 59 || second > 60) { // 60: a leap second (RFC 9110 5.6.7)
            at = -1;
        }
        secondOfDay = hour * 3600 + minute * 60 + second;
    }

    private void zone() {
        literal(at >= 0 && text.startsWith(" UTC", at) ? " UTC" : " GMT");
    }

    private void literal(String expected) {
        at = at >= 0 && text.startsWith(expected, at) ? at + expected.length() : -1;
    }

    private int number(int digits) {
        if (at < 0 || at + digits > text.length()) {
            at = -1;
            return 0;
        }
        int value = 0;
        for (int i = 0; i < digits; i++) {
            int digit = text.charAt(at + i) - '0';
            if (digit < 0 || digit > 9) {
                at = -1;
                return 0;
            }
            value = value * 10 + digit;
        }
        at += digits;
        return value;
    }

    /** RFC 9110 5.6.7: a two-digit year more than 50 years ahead belongs to the past. */
    private int century(int twoDigits) {
        int thisYear = HttpDate.year(now);
        int candidate = thisYear - Math.floorMod(thisYear, 100) + twoDigits;
        return candidate > thisYear + 50 ? candidate - 100 : candidate;
    }

    private boolean isRealDay() {
        if (month < 1 || day < 1) {
            return false;
        }
        boolean leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
        return day <= MONTH_LENGTHS[month - 1] + (month == 2 && leap ? 1 : 0);
    }
}

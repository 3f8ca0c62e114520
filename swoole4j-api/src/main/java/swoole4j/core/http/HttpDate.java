package swoole4j.core.http;

import org.jspecify.annotations.Nullable;

/**
 * Dates of HTTP headers and cookies, always in GMT. Formatting is plain integer arithmetic; a caller that prints many
 * dates of the same second keeps the text ({@link ServerLines} does). Any thread; time is an argument.
 */
public final class HttpDate {
    /** The first second after the year 9999, which no date form can express. */
    public static final long END_OF_YEAR_9999 = 253_402_300_800L;

    /** The first second of the year 0. */
    static final long START_OF_YEAR_0 = -62_167_219_200L;

    private static final String DAYS = "ThuFriSatSunMonTueWed";
    private static final String MONTHS = "JanFebMarAprMayJunJulAugSepOctNovDec";

    private HttpDate() {}

    /**
     * The form of the {@code Date} header: {@code Sun, 06 Nov 1994 08:49:37 GMT} (RFC 9110 5.6.7).
     *
     * @throws IllegalArgumentException if the year is not 0 to 9999
     */
    public static String format(long epochSecond) {
        return format(epochSecond, ' ');
    }

    /**
     * The form of {@code Set-Cookie}: {@code Sun, 06-Nov-1994 08:49:37 GMT}, with dashes as PHP and Swoole print it;
     * every cookie parser of RFC 6265 5.1.1 reads it.
     *
     * @throws IllegalArgumentException if the year is not 0 to 9999
     */
    public static String formatCookie(long epochSecond) {
        return format(epochSecond, '-');
    }

    /**
     * Reads one of the three date forms of RFC 9110 5.6.7: RFC 1123, RFC 850 and asctime. As Swoole does, {@code UTC}
     * is taken for {@code GMT}. The day name is not checked against the date.
     *
     * @param nowEpochSecond decides the century of a two-digit year: never more than 50 years ahead
     * @return the second, or null if the text is not a date
     */
    public static @Nullable Long parse(String text, long nowEpochSecond) {
        return new HttpDateParser(text, nowEpochSecond).parse();
    }

    /** The month 1 to 12 of a three-letter English name at {@code at}, or 0. */
    static int month(String text, int at) {
        for (int i = 0; i < 12; i++) {
            if (text.startsWith(MONTHS.substring(3 * i, 3 * i + 3), at)) {
                return i + 1;
            }
        }
        return 0;
    }

    /** The day number since 1970-01-01 in the proleptic Gregorian calendar. */
    static long epochDay(int year, int month, int day) {
        long shifted = month <= 2 ? year - 1 : year; // a year that begins in March ends with the leap day
        long era = Math.floorDiv(shifted, 400);
        long yearOfEra = shifted - era * 400;
        long dayOfYear = (153L * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1;
        return era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468;
    }

    /** The year of a second. */
    static int year(long epochSecond) {
        return (int) (civil(Math.floorDiv(epochSecond, 86_400L)) >> 9);
    }

    private static String format(long epochSecond, char separator) {
        if (epochSecond < START_OF_YEAR_0 || epochSecond >= END_OF_YEAR_9999) {
            throw new IllegalArgumentException("a date needs a year from 0 to 9999, got epoch second " + epochSecond);
        }
        long day = Math.floorDiv(epochSecond, 86_400L);
        int second = (int) Math.floorMod(epochSecond, 86_400L);
        long civil = civil(day);
        int month = (int) (civil >> 5) & 15;
        int dayName = (int) Math.floorMod(day, 7L);
        StringBuilder out = new StringBuilder(29);
        out.append(DAYS, 3 * dayName, 3 * dayName + 3).append(", ");
        two(out, (int) civil & 31).append(separator);
        out.append(MONTHS, 3 * month - 3, 3 * month).append(separator);
        int year = (int) (civil >> 9);
        two(two(out, year / 100), year % 100).append(' ');
        two(out, second / 3600).append(':');
        two(out, second / 60 % 60).append(':');
        return two(out, second % 60).append(" GMT").toString();
    }

    /** Year, month and day of a day number, packed as {@code year << 9 | month << 5 | day}. */
    private static long civil(long epochDay) {
        long shifted = epochDay + 719_468; // days since 0000-03-01
        long era = Math.floorDiv(shifted, 146_097);
        long dayOfEra = shifted - era * 146_097;
        long yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365;
        long dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100);
        long march = (5 * dayOfYear + 2) / 153;
        long day = dayOfYear - (153 * march + 2) / 5 + 1;
        long month = march < 10 ? march + 3 : march - 9;
        long year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0);
        return (year << 9) | (month << 5) | day;
    }

    private static StringBuilder two(StringBuilder out, int number) {
        return out.append((char) ('0' + number / 10)).append((char) ('0' + number % 10));
    }
}

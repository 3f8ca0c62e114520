package swoole4j.tests;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** One line of a behaviour checklist, such as {@code websocket 17}. */
record SpecLine(String area, int number) implements Comparable<SpecLine> {
    private static final Pattern FORM = Pattern.compile("([a-z]+) (\\d+(?:-\\d+)?(?:, ?\\d+(?:-\\d+)?)*)");

    /** Reads {@code "websocket 17"}, {@code "websocket 17-19"} and {@code "websocket 17, 21"}. */
    static List<SpecLine> parse(String marker) {
        Matcher form = FORM.matcher(marker);
        if (!form.matches()) {
            throw new IllegalArgumentException(
                    "'" + marker + "' is not like 'websocket 17', '... 17-19' or '... 17, 21'");
        }
        List<SpecLine> lines = new ArrayList<>();
        for (String part : form.group(2).split(", ?", -1)) {
            String[] ends = part.split("-", 2);
            int last = Integer.parseInt(ends[ends.length - 1]);
            for (int number = Integer.parseInt(ends[0]); number <= last; number++) {
                lines.add(new SpecLine(form.group(1), number));
            }
        }
        return lines;
    }

    @Override
    public int compareTo(SpecLine other) {
        int byArea = area.compareTo(other.area);
        return byArea != 0 ? byArea : Integer.compare(number, other.number);
    }

    @Override
    public String toString() {
        return area + " " + number;
    }
}

package swoole4j.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The results of one load, as a table and as ratios of subject to baseline. */
final class Report {
    /** A smaller difference is not told from noise. */
    private static final double TIE = 0.10;

    private final Load load;
    private final String subject;
    private final String baseline;
    private final List<Column> columns;
    private final List<Map<String, Double>> subjects = new ArrayList<>();
    private final List<Map<String, Double>> baselines = new ArrayList<>();

    Report(Load load, String subject, String baseline) {
        this.load = load;
        this.subject = subject;
        this.baseline = baseline.equals(subject) ? baseline + " (2)" : baseline;
        columns = load.kind == Load.Kind.IDLE
                ? List.of(
                        new Column("memory", "resident B/connection", false),
                        new Column("heap", "live heap B/connection", false),
                        new Column("rss", "resident KiB", false))
                : List.of(
                        new Column("rate", load.unit.replace("delivery", "deliverie") + "s/s", true),
                        new Column("cpu", "server CPU µs/" + load.unit, false),
                        new Column("p99", "p99 µs", false),
                        new Column("rss", "resident KiB", false));
    }

    void add(Map<String, Double> ofSubject, Map<String, Double> ofBaseline) {
        subjects.add(ofSubject);
        baselines.add(ofBaseline);
    }

    String table() {
        StringBuilder text = new StringBuilder("%s: %s%n".formatted(load.label(), load.text));
        line(text, "", columns.stream().map(Column::title).toList());
        line(
                text,
                subject,
                columns.stream()
                        .map(column -> amount(median(subjects, column.key)))
                        .toList());
        line(
                text,
                baseline,
                columns.stream()
                        .map(column -> amount(median(baselines, column.key)))
                        .toList());
        line(text, "ratio", columns.stream().map(this::verdict).toList());
        line(text, "rounds", columns.stream().map(this::spread).toList());
        return text.append(background()).toString();
    }

    static String summary(List<Report> reports) {
        Report first = reports.getFirst();
        StringBuilder text = new StringBuilder("median of the ratios " + first.subject + "/" + first.baseline + "\n");
        for (Report report : reports) {
            text.append("  %-10s".formatted(report.load.label()));
            for (Column column : report.columns)
                text.append("  %s %s;".formatted(column.title, report.verdict(column)));
            text.append('\n');
        }
        return text.toString();
    }

    /** Who was the bottleneck, and where the server's time went: a load generator at 100 % says nothing about rates. */
    private String background() {
        if (load.kind == Load.Kind.IDLE) return "";
        return busy(subject, subjects) + busy(baseline, baselines);
    }

    private static String busy(String name, List<Map<String, Double>> results) {
        return String.format(
                Locale.ROOT,
                "  %s: server busy %.0f %% (+ %.0f %% compiler), generator %.0f %%; CPU %.2f user + %.2f system; p50 %.0f µs%n",
                name,
                100 * median(results, "busy"),
                100 * median(results, "compiler"),
                100 * median(results, "client"),
                median(results, "user"),
                median(results, "system"),
                median(results, "p50"));
    }

    private String verdict(Column column) {
        double ratio = median(ratios(column));
        String word = Math.abs(ratio - 1) < TIE ? "tie" : ratio > 1 == column.moreIsBetter ? "better" : "worse";
        return String.format(Locale.ROOT, "%.2f %s", ratio, word);
    }

    private String spread(Column column) {
        List<Double> sorted = ratios(column).stream().sorted().toList();
        return String.format(Locale.ROOT, "%.2f to %.2f", sorted.getFirst(), sorted.getLast());
    }

    private List<Double> ratios(Column column) {
        List<Double> ratios = new ArrayList<>();
        for (int i = 0; i < subjects.size(); i++) {
            ratios.add(subjects.get(i).get(column.key) / baselines.get(i).get(column.key));
        }
        return ratios;
    }

    private static double median(List<Map<String, Double>> results, String key) {
        return median(results.stream().map(result -> result.get(key)).toList());
    }

    private static double median(List<Double> values) {
        List<Double> sorted = values.stream().sorted().toList();
        int middle = sorted.size() / 2;
        return sorted.size() % 2 == 1 ? sorted.get(middle) : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
    }

    private static String amount(double value) {
        return String.format(Locale.ROOT, value < 100 ? "%.2f" : "%,.0f", value);
    }

    private static void line(StringBuilder text, String name, List<String> cells) {
        text.append("  %-15s".formatted(name));
        for (String cell : cells) text.append("%26s".formatted(cell));
        text.append('\n');
    }

    /** One measured quantity. */
    private record Column(String key, String title, boolean moreIsBetter) {}
}

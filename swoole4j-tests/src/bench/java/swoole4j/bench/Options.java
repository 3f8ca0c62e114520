package swoole4j.bench;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/**
 * The {@code bench.} system properties.
 *
 * @param loads which loads run
 * @param subject the server of interest
 * @param baseline the server it is compared with
 * @param rounds how often each pair of servers runs
 * @param warmup seconds of load before the measured interval
 * @param seconds length of the measured interval
 * @param jvm more options for both server JVMs
 * @param settings settings of the swoole4j server, {@code key=value} separated by commas
 * @param profile whether to record the subject and print its hottest code instead of comparing
 * @param folder where logs and recordings go
 */
record Options(
        List<Load> loads,
        String subject,
        String baseline,
        int rounds,
        int warmup,
        int seconds,
        List<String> jvm,
        String settings,
        boolean profile,
        Path folder) {

    static Options fromSystem() {
        return new Options(
                Load.parse(text("bench.loads", "all")),
                ServerKind.check(text("bench.subject", "swoole4j")),
                ServerKind.check(text("bench.baseline", "netty")),
                number("bench.rounds", 3, 1, 50),
                number("bench.warmup", 5, 0, 120),
                number("bench.seconds", 5, 1, 120),
                words(text("bench.jvm", "")),
                text("bench.set", ""),
                Boolean.parseBoolean(text("bench.profile", "false")),
                Path.of(text("bench.folder", "target/bench")).toAbsolutePath());
    }

    static List<String> words(String text) {
        return Arrays.stream(text.split(" ", -1))
                .filter(word -> !word.isBlank())
                .toList();
    }

    private static String text(String name, String otherwise) {
        String value = System.getProperty(name, "").strip();
        return value.isEmpty() ? otherwise : value;
    }

    private static int number(String name, int otherwise, int least, int most) {
        String value = text(name, Integer.toString(otherwise));
        if (!value.matches("\\d{1,6}") || Integer.parseInt(value) < least || Integer.parseInt(value) > most) {
            throw new IllegalArgumentException(name + "=" + value + ": allowed are " + least + " to " + most);
        }
        return Integer.parseInt(value);
    }
}

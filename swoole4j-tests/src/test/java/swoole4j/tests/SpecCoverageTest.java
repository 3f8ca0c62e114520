package swoole4j.tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Every line of the behaviour checklists is proven by a test of some module, or admitted in docs/deviations.md. */
class SpecCoverageTest {
    /** The lines that must be complete by now, in the form of a marker. */
    private static final List<String> MILESTONES =
            List.of("websocket 1-168", "http 1-202", "server 1-278", "coroutine 1-151", "framework 1-106");

    private static final Path ROOT = Path.of("..");
    private static final Path DEVIATIONS = ROOT.resolve("docs/deviations.md");
    /** A list item: {@code - websocket 20: reason}. */
    private static final Pattern DEVIATION = Pattern.compile("(?m)^- ([a-z]+ \\d[\\d, -]*): *\\S");

    private static Set<SpecLine> proven = Set.of();
    private static Set<SpecLine> admitted = Set.of();

    @BeforeAll
    static void readMarkersAndDeviations() throws IOException {
        Set<SpecLine> found = new TreeSet<>();
        for (Path classes : testClasses()) {
            SpecMarkers.in(classes).forEach(marker -> found.addAll(SpecLine.parse(marker)));
        }
        proven = found;
        admitted = deviations();
    }

    @Test
    void everyLineIsProvenOrAdmitted() {
        Set<SpecLine> missing = lines();
        missing.removeAll(proven);
        missing.removeAll(admitted);
        assertTrue(missing.isEmpty(), () -> missing.size() + " lines without a test: " + missing);
    }

    @Test
    void atMostOneLineInTwentyDeviates() {
        assertTrue(admitted.size() * 20 <= lines().size(), () -> admitted.size() + " deviations: " + admitted);
    }

    @Test
    void testsAndDeviationsNameLinesThatExist() {
        Set<SpecLine> unknown = new TreeSet<>(proven);
        unknown.addAll(admitted);
        Set<SpecLine> lines = lines();
        unknown.removeIf(line -> lines.stream().noneMatch(known -> known.area().equals(line.area())));
        unknown.removeAll(lines);
        assertEquals(Set.of(), unknown, "no such lines");
    }

    private static Set<SpecLine> lines() {
        return MILESTONES.stream()
                .flatMap(marker -> SpecLine.parse(marker).stream())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** The modules' test classes, which a build of the whole has compiled before it comes here. */
    private static List<Path> testClasses() throws IOException {
        try (Stream<Path> files = Files.list(ROOT)) {
            List<Path> folders = files.filter(module -> Files.isDirectory(module.resolve("src/test/java")))
                    .map(module -> module.resolve("target/test-classes"))
                    .toList();
            for (Path folder : folders) {
                assertTrue(Files.isDirectory(folder), () -> "run the tests of all modules together: no " + folder);
            }
            return folders;
        }
    }

    private static Set<SpecLine> deviations() throws IOException {
        Set<SpecLine> lines = new TreeSet<>();
        if (!Files.exists(DEVIATIONS)) return lines;
        Matcher items = DEVIATION.matcher(Files.readString(DEVIATIONS));
        while (items.find()) {
            lines.addAll(SpecLine.parse(items.group(1)));
        }
        return lines;
    }
}

package swoole4j.tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import swoole4j.scenario.RunningScript;

/** What the documents say holds as far as a machine can tell. */
class DocumentationTest {
    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
    private static final Pattern JAVA_BLOCK = Pattern.compile("(?ms)^```java\n(.*?)^```");
    private static final Pattern LINK = Pattern.compile("\\]\\(([^)#]+)(?:#[^)]*)?\\)");

    @TempDir
    private Path folder;

    @Test
    void theirProgramsCompileWithoutAWarning() throws IOException {
        int programs = 0;
        for (Path document : documents()) {
            Matcher block = JAVA_BLOCK.matcher(Files.readString(document));
            while (block.find()) {
                if (!block.group(1).contains("void main(")) continue;
                String name = document.getFileName().toString().replace(".md", "_" + ++programs + ".java");
                Files.writeString(folder.resolve(name), block.group(1));
            }
        }
        assertFalse(programs == 0, "no program found");
        RunningScript.compile(folder, folder.resolve("classes"));
    }

    @Test
    void theirLinksLeadSomewhere() throws IOException {
        List<String> dead = new ArrayList<>();
        for (Path document : documents()) {
            for (String link : links(document)) {
                if (!link.startsWith("http") && !Files.exists(document.resolveSibling(link)))
                    dead.add(ROOT.relativize(document) + ": " + link);
            }
        }
        assertEquals(List.of(), dead);
    }

    @Test
    void theReadmeLeadsToAllOfThem() throws IOException {
        Set<Path> linked = new HashSet<>(Set.of(ROOT.resolve("README.md")));
        for (String link : links(ROOT.resolve("README.md")))
            linked.add(ROOT.resolve(link).normalize());
        List<Path> missing = new ArrayList<>(documents());
        missing.removeAll(linked);
        assertEquals(List.of(), missing);
    }

    private static List<Path> documents() throws IOException {
        try (Stream<Path> top = Files.list(ROOT);
                Stream<Path> docs = Files.list(ROOT.resolve("docs"))) {
            return Stream.concat(top, docs)
                    .filter(file -> file.toString().endsWith(".md"))
                    .sorted()
                    .toList();
        }
    }

    private static List<String> links(Path document) throws IOException {
        return LINK.matcher(Files.readString(document))
                .results()
                .map(link -> link.group(1))
                .toList();
    }
}

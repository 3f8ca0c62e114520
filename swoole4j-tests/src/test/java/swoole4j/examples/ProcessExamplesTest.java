package swoole4j.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** The examples of {@code examples/process}. One nested class per file, named after it. */
class ProcessExamplesTest extends ExampleTests {
    @Nested
    class Table {
        @Test
        void countsForAllWorkers() throws Exception {
            int port = run("process/table");
            for (int n = 1; n <= 20; n++) {
                assertEquals(
                        "/a was asked for " + n + " times\n", get(port, "/a").body());
            }
            get(port, "/b");
            List<String> lines = get(port, "/stats").body().lines().sorted().toList();
            assertEquals(List.of("/a 20", "/b 1", "total 21"), lines);
        }
    }
}

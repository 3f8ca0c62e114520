package swoole4j.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** The examples of {@code examples/server}. One nested class per file, named after it. */
class ServerExamplesTest extends ExampleTests {
    @Nested
    class Stats {
        @Test
        void showsWhatTheServerCounts() throws Exception {
            String page = get(run("server/stats"), "/stats").body();
            assertTrue(page.startsWith("start_time: "), page);
            assertTrue(page.contains("\nconnection_num: 1\n") && page.contains("\nworker_request_count: 0\n"), page);
        }

        @Test
        void asksAWorker() throws Exception {
            int port = run("server/stats");
            String answer = get(port, "/uptime/0").body();
            assertTrue(answer.matches("\\{worker=0, seconds=\\d+}\n"), answer);
            var missing = get(port, "/uptime/7");
            assertEquals(404, missing.statusCode());
            assertEquals("no such worker, error 505\n", missing.body());
        }
    }
}

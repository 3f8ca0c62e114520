package swoole4j.scenario;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import swoole4j.tests.Spec;

/**
 * Ported scripts in {@code SWOOLE_PROCESS}: each in a JVM of its own with JVMs for its workers. Some are written for that. Those for
 * {@code SWOOLE_BASE} have to show and print the same when only that word is another, but for what {@code reference/process.json}
 * lists with its reason. Without {@code -Dscenario=all} it is a choice of them; else that chooses, such as {@code websocket/}.
 */
class ProcessScenariosTest {
    private static final Path DIFFERENCES = Path.of("reference", "process.json");
    private static final String CHOSEN = System.getProperty("scenario", "");

    /** What takes another way than in a single process, as far as it does not depend on how busy the machine is. */
    private static final Set<String> ESSENTIAL = Set.of(
            "compression/echo_compressed",
            "connection/client_info_tcp",
            "connection/client_info_websocket",
            "connection/exist_is_established",
            "connection/fd_numbers_not_reused",
            "connection/iterate_and_client_list",
            "connection/websocket_status_values",
            "handshake/custom_defer_open",
            "handshake/custom_reject",
            "heartbeat/idle_connection_closed",
            "http/chunked_upload",
            "http/close_event_and_disconnect",
            "http/detach_and_create",
            "http/pipelining",
            "http/request_multipart",
            "http/response_chunked",
            "http/sendfile",
            "lifecycle/shutdown_method",
            "lifecycle/sigterm_base_with_open_connections",
            "lifecycle/sigterm_no_connections",
            "multiport/http_on_second_port",
            "server/close_during_pending_output",
            "server/eof_split",
            "server/reactor_and_worker_ids",
            "server/send_from_other_connection",
            "server/settings_and_properties",
            "pipe/send_message_between_workers",
            "task/many_tasks_two_workers",
            "task/task_finish",
            "task/taskwait",
            "udp/send_from_udp_to_tcp_clients",
            "websocket/disconnect_variants",
            "websocket/large_push_backpressure",
            "websocket/open_message_close",
            "websocket/ping_flood_in_order",
            "websocket/push_after_disconnect",
            "websocket/push_in_close_callback",
            "websocket/push_return_values",
            "websocket/two_clients_broadcast");

    private static final int PORTS_PER_SCENARIO = 4;
    /** A port listens when its server starts, and serves when the worker's JVM has, for which the machine may be too busy. */
    private static final long PATIENCE = 60_000;

    /** Several at a time, since a script mostly waits. */
    private static final ExecutorService RUNNERS = Executors.newFixedThreadPool(4);

    @AfterAll
    static void end() {
        RUNNERS.shutdownNow();
    }

    @TestFactory
    @Spec("server 29, 227") // lifecycle/sigterm_process_mode
    @Spec("websocket 56, 87") // process/websocket_echo
    @Spec("http 113") // http/process_mode
    Stream<DynamicTest> scriptsForProcesses() {
        return tests(scenario -> ProcessScripts.isWrittenForProcesses(scenario) && isChosen(scenario));
    }

    @TestFactory
    Stream<DynamicTest> scriptsForBase() {
        return tests(scenario -> ProcessScripts.isWrittenForBase(scenario)
                && (CHOSEN.isEmpty() ? ESSENTIAL.contains(scenario.fullName()) : isChosen(scenario)));
    }

    @Test
    void whatIsListedExists() throws IOException {
        Set<String> all = Scenario.areas().stream()
                .flatMap(area -> Scenario.of(area).stream())
                .map(Scenario::fullName)
                .collect(Collectors.toSet());
        Set<String> unknown = new TreeSet<>(ESSENTIAL);
        differences().fieldNames().forEachRemaining(unknown::add);
        unknown.removeAll(all);
        assertEquals(Set.of(), unknown);
    }

    private static boolean isChosen(Scenario scenario) {
        return CHOSEN.equals("all") || scenario.fullName().startsWith(CHOSEN);
    }

    private static JsonNode differences() throws IOException {
        return Scenario.JSON.readTree(DIFFERENCES.toFile());
    }

    /** All begin at once, as far as there are runners. */
    private static Stream<DynamicTest> tests(Predicate<Scenario> wanted) {
        return Scenario.areas().stream()
                .flatMap(area ->
                        tests(area, Scenario.of(area).stream().filter(wanted).toList()))
                .toList()
                .stream();
    }

    private static Stream<DynamicTest> tests(Path area, List<Scenario> wanted) {
        if (wanted.isEmpty()) return Stream.of();
        Path classes = ProcessScripts.compile(area);
        return wanted.stream().map(scenario -> {
            Future<?> run = RUNNERS.submit(() -> {
                replay(scenario.with(differences().path(scenario.fullName())), classes);
                return null;
            });
            return dynamicTest(scenario.fullName(), () -> outcome(run));
        });
    }

    private static void outcome(Future<?> run) throws Throwable {
        try {
            run.get();
        } catch (ExecutionException e) {
            throw e.getCause();
        }
    }

    private static void replay(Scenario scenario, Path classes) throws Exception {
        int port = ListeningPorts.free(PORTS_PER_SCENARIO);
        try (var fixtures = new Fixtures();
                var script = new ChildScript(classes, scenario.name(), "" + port, "" + fixtures.folder());
                var replay = new Replay(
                        scenario, port, placeholders(scenario, port, fixtures), script, script.printed(), PATIENCE)) {
            replay.run();
        }
    }

    private static Placeholders placeholders(Scenario scenario, int port, Fixtures fixtures) {
        return new Placeholders(port, fixtures.folder().toString(), scenario.rules());
    }
}

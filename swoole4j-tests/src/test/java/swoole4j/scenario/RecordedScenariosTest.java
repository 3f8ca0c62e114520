package swoole4j.scenario;

import static org.junit.jupiter.api.DynamicContainer.dynamicContainer;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.io.IOException;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.TestFactory;
import swoole4j.Spec;

/**
 * Every ported script shows the bytes and prints the lines of its transcript, where Swoole breaks a standard those of its
 * {@code standard} form. {@code -Dscenario=websocket/size_0} (or {@code websocket/}) chooses.
 */
class RecordedScenariosTest {
    private static final int PORTS_PER_SCENARIO = 4;
    private static final Path FIXTURES = Path.of("reference", "fixtures").toAbsolutePath();

    @TestFactory
    Stream<DynamicContainer> scriptsBehaveAsRecorded() throws IOException {
        String chosen = System.getProperty("scenario", "");
        return Scenario.areas().stream()
                .filter(area -> chosen.isEmpty() || chosen.startsWith(area.getFileName() + "/"))
                .map(area -> area(area, chosen));
    }

    private static DynamicContainer area(Path area, String chosen) {
        Path classes = Compiler.compile(area);
        return dynamicContainer(
                area.getFileName().toString(),
                Scenario.of(area).stream()
                        .filter(scenario -> scenario.fullName().startsWith(chosen))
                        .map(scenario -> dynamicTest(scenario.name(), () -> replay(scenario, classes))));
    }

    private static void replay(Scenario scenario, Path classes) throws Exception {
        int port = ListeningPorts.free(PORTS_PER_SCENARIO);
        String fixtures = FIXTURES.toString();
        try (var term = new TermSignal();
                var console = Console.open();
                var script = new Script(term, classes, scenario.name(), Integer.toString(port), fixtures);
                var replay = new Replay(scenario, port, new Placeholders(port, fixtures), script, console)) {
            replay.run();
        }
    }
}

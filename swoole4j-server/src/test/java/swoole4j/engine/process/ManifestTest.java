package swoole4j.engine.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import swoole4j.SwooleException;
import swoole4j.engine.process.Manifest.Difference;
import swoole4j.engine.process.Manifest.Port;

/** What a master tells its workers. */
class ManifestTest {
    @TempDir
    Path folder;

    private static Manifest manifest(Map<String, String> settings, Port... ports) {
        return new Manifest(settings, List.of(ports));
    }

    private static Port port(int number) {
        return new Port("127.0.0.1", number, 1, null);
    }

    @Test
    void aFileHoldsIt() throws IOException {
        Manifest written = manifest(
                Map.of("worker_num", "4", "server_software", " = ä\n\\u0041 #", "set.", "x", "empty", ""),
                port(9501),
                new Port("::1", 9502, 3, Map.of("open_eof_check", "true")),
                new Port("/tmp/a b.sock", 0, 5, Map.of()));
        Path file = folder.resolve("manifest");
        written.write(file);
        assertEquals(written, Manifest.read(file));
        assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
    }

    @Test
    void itReplacesAnOlderOne() throws IOException {
        Path file = folder.resolve("manifest");
        Files.writeString(folder.resolve("manifest.new"), "half written");
        new Manifest(null, List.of(port(1))).write(file);
        new Manifest(null, List.of(port(2))).write(file);
        assertEquals(new Manifest(null, List.of(port(2))), Manifest.read(file));
        try (var files = Files.list(folder)) {
            assertEquals(List.of(file), files.toList());
        }
    }

    @ParameterizedTest
    @CsvSource({
        "a=1, ports",
        "ports=x, ports is x",
        "ports=-1, ports is -1",
        "ports=99999999, ports is 99999999",
        "ports=1, port.0.host",
        "ports=\\u00zz, cannot be read",
    })
    void damageIsNamed(String text, String found) throws IOException {
        Path file = Files.writeString(folder.resolve("manifest"), text);
        String message =
                assertThrows(SwooleException.class, () -> Manifest.read(file)).getMessage();
        assertTrue(message.contains(file.toString()) && message.contains(found), message);
    }

    @Test
    void aFileThatIsNotThereIsNamed() {
        Path gone = folder.resolve("gone");
        assertTrue(assertThrows(SwooleException.class, () -> Manifest.read(gone))
                .getMessage()
                .contains(gone.toString()));
    }

    @Test
    void whatIsTheSameIsNoDifference() {
        Manifest masters = manifest(Map.of("worker_num", "4"), port(9501));
        assertEquals(List.of(), masters.differences(masters));
        assertEquals(
                List.of(), masters.differences(manifest(Map.of("worker_num", "4"), port(0))), "any port is that one");
        assertEquals(List.of(), new Manifest(null, List.of()).differences(manifest(Map.of())));
    }

    @Test
    void settingsThatDifferAreNamed() {
        Manifest masters = manifest(Map.of("a", "1", "b", "2", "c", "3"), new Port("h", 1, 1, Map.of("x", "1\n2\n")));
        Manifest mine = manifest(Map.of("b", "2", "c", "4", "d", "5"), new Port("h", 1, 1, null));
        List<Difference> differences = masters.differences(mine);
        assertEquals(
                List.of(
                        new Difference("server", "a", null, "1"),
                        new Difference("server", "c", "4", "3"),
                        new Difference("server", "d", "5", null),
                        new Difference("port 0", "x", null, "1\n2\n")),
                differences);
        assertEquals(
                "port 0: x is '1, 2' in the master and not given in the worker",
                differences.getLast().toString());
    }

    @Test
    void portsThatDifferAreNamed() {
        Manifest masters = manifest(Map.of(), port(1), new Port("a", 2, 1, null), port(3));
        Manifest mine = manifest(Map.of(), port(1), new Port("b", 2, 2, null));
        assertEquals(
                List.of(
                        new Difference("server", "ports", "2", "3"),
                        new Difference("port 1", "address", "b:2", "a:2"),
                        new Difference("port 1", "type", "2", "1")),
                masters.differences(mine));
    }
}

package swoole4j.engine.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import swoole4j.SwooleException;

/** Children that are JVMs. They say nothing on standard output, over which this JVM reports. */
class ChildJvmTest {
    private static final int LIMIT = 60;

    private final List<ChildJvm> children = new ArrayList<>();
    private ServerSocket server;

    @TempDir
    Path folder;

    @BeforeEach
    void open() throws IOException {
        server = new ServerSocket(0, 0, InetAddress.getLoopbackAddress());
        server.setSoTimeout(LIMIT * 1000);
    }

    @AfterEach
    void close() throws IOException {
        children.forEach(ChildJvm::kill);
        server.close();
    }

    /** What a test pulls. */
    private record Strings(Socket socket, BufferedReader answers, PrintWriter commands) {
        List<String> tell(String command) throws IOException {
            commands.println(command);
            List<String> lines = new ArrayList<>();
            for (String line = answers.readLine(); !"done".equals(line); line = answers.readLine()) {
                assertNotEquals(null, line, "the child has gone");
                lines.add(line);
            }
            return lines;
        }
    }

    private ChildJvm start(Map<String, String> more) throws URISyntaxException {
        List<String> places = new ArrayList<>();
        for (Class<?> one : List.of(Puppet.class, CommandLine.class, SwooleException.class, Logger.class)) {
            places.add(Path.of(one.getProtectionDomain()
                            .getCodeSource()
                            .getLocation()
                            .toURI())
                    .toString());
        }
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        CommandLine command = CommandLine.parse(List.of(java, "-cp", String.join(":", places), Puppet.class.getName()));
        Map<String, String> environment = new HashMap<>(more);
        environment.put(Puppet.PORT, Integer.toString(server.getLocalPort()));
        ChildJvm child = ChildJvm.start(
                command.with(List.of(
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC",
                        "-Dslf4j.internal.verbosity=ERROR",
                        "-Djava.io.tmpdir=" + folder)),
                environment);
        children.add(child);
        return child;
    }

    private Strings strings() throws IOException {
        Socket socket = server.accept();
        socket.setSoTimeout(LIMIT * 1000);
        return new Strings(
                socket,
                new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8)),
                new PrintWriter(socket.getOutputStream(), true, StandardCharsets.UTF_8));
    }

    private static Exit exit(ChildJvm child) throws Exception {
        return child.exited().get(LIMIT, TimeUnit.SECONDS);
    }

    @Test
    void aChildKnowsWhoItIsAndHowItWasStarted() throws Exception {
        Identity told = new Identity(
                Role.TASK,
                2,
                5,
                folder,
                Identity.newSecret(),
                ProcessHandle.current().pid());
        ChildJvm child = start(told.environment());
        Strings strings = strings();
        assertEquals(List.of(told.toString()), strings.tell("identity"));
        assertEquals(List.of("-1"), strings.tell("input"), "standard input is empty");
        String words = strings.tell("words").getFirst();
        assertTrue(words.matches(".*/java -cp .* -XX:\\+UseSerialGC .* " + Puppet.class.getName()), words);
        assertTrue(child.isAlive());
        strings.commands.println("exit");
        assertEquals(new Exit(7, 0), exit(child));
        assertFalse(child.isAlive());
    }

    @Test
    void oneThatIsTerminatedMayTakeItsTime() throws Exception {
        ChildJvm child = start(Map.of());
        Strings strings = strings();
        strings.tell("linger");
        child.terminate();
        assertEquals("ending", strings.answers.readLine());
        assertTrue(child.isAlive(), "the lifeline holds");
        strings.commands.println("go");
        assertEquals(new Exit(0, 15), exit(child));
    }

    @Test
    void theEndOfAMasterIsTheEndOfItsChildrenAndSweptUp() throws Exception {
        ChildJvm master = start(new Identity(
                        Role.EVENT,
                        0,
                        1,
                        folder,
                        Identity.newSecret(),
                        ProcessHandle.current().pid())
                .environment());
        Strings strings = strings();
        Path kept = Path.of(strings.tell("folder").getFirst());
        strings.tell("child");
        Strings orphan = strings();
        assertEquals(List.of("null"), orphan.tell("identity"), "its parent is a worker, and not the master");
        orphan.tell("linger");

        PrivateFolder.createIn(folder).close();
        assertTrue(Files.exists(kept), "its master lives");

        master.kill();
        assertEquals(new Exit(0, 9), exit(master));
        assertNull(orphan.answers.readLine(), "it ends at once, without its hooks");

        PrivateFolder.createIn(folder).close();
        assertFalse(Files.exists(kept), "its master is gone");
    }

    @Test
    void whatCannotBeStartedIsNamed() {
        String gone = folder.resolve("gone").toString();
        CommandLine command = CommandLine.parse(List.of(gone, "Main"));
        String message = assertThrows(SwooleException.class, () -> ChildJvm.start(command, Map.of()))
                .getMessage();
        assertTrue(message.contains(gone), message);
    }
}

package swoole4j.server.connections;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import swoole4j.Server;
import swoole4j.testing.Notes;
import swoole4j.testing.RawClient;
import swoole4j.testing.TestServer;
import swoole4j.tests.Spec;

/** sendfile() on a plain connection. */
class FilesTest {
    private final Server server = new Server("127.0.0.1");
    private final Notes notes = new Notes();

    @TempDir
    Path folder;

    private Path letters;

    @BeforeEach
    void write() throws Exception {
        letters = Files.writeString(folder.resolve("letters"), "abcdefghij");
    }

    /** Sends the part of the file that the client names as {@code name,offset,length}, and notes what became of it. */
    private TestServer start() {
        server.on("receive", (Server it, int fd, int reactorId, String data) -> {
            String[] part = data.split(",", -1);
            String path = folder.resolve(part[0]).toString();
            boolean sent = it.sendfile(fd, path, Long.parseLong(part[1]), Long.parseLong(part[2]));
            notes.add(sent, sent ? 0 : it.getLastError());
        });
        return TestServer.start(server);
    }

    @ParameterizedTest
    @CsvSource({"1,2,bc", "0,0,abcdefghij", "7,0,hij", "9,1,j"})
    @Spec("server 95, 99")
    void aPartIsSentAsItIs(long offset, long length, String expected) throws Exception {
        try (var running = start();
                var client = running.connect()) {
            client.sendText("letters," + offset + "," + length);
            assertEquals(expected, text(client, expected.length()));
            notes.mustBe("true 0");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "missing,0,0,502",
        "'',0,0,9013",
        "letters,10,0,502",
        "letters,11,1,502",
        "letters,-1,0,505",
        "letters,0,-1,505",
        "letters,5,6,505"
    })
    @Spec("server 96-98")
    void whatCannotBeSentIsRefusedAndTheConnectionStays(String name, long offset, long length, int error)
            throws Exception {
        try (var running = start();
                var client = running.connect()) {
            client.sendText(name + "," + offset + "," + length);
            notes.mustBe("false " + error);
            client.sendText("letters,0,1");
            assertEquals("a", text(client, 1));
        }
    }

    @Test
    @Spec("server 98")
    void anEmptyFileHasNoFirstByte() throws Exception {
        Files.writeString(folder.resolve("empty"), "");
        try (var running = start();
                var client = running.connect()) {
            client.sendText("empty,0,0");
            notes.mustBe("false 502");
        }
    }

    @Test
    void aConnectionThatIsUnknownGetsNone() throws Exception {
        try (var running = start()) {
            assertEquals(false, running.server().sendfile(99, letters.toString()));
            assertEquals(1005, running.server().getLastError());
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {100, 100_000})
    @Spec("server 100")
    void filesAndBytesLeaveInOrder(int size) throws Exception {
        byte[] large = new byte[size];
        new Random(1).nextBytes(large);
        Path file = Files.write(folder.resolve("large"), large);
        server.on("receive", (Server it, int fd, int reactorId, String data) -> {
            it.send(fd, "first");
            it.sendfile(fd, file.toString());
            it.send(fd, "second");
            it.sendfile(fd, letters.toString(), 2, 3);
            it.sendfile(fd, file.toString());
            it.send(fd, "third");
        });
        try (var running = TestServer.start(server);
                var client = running.connect()) {
            client.sendText("go");
            assertEquals("first", text(client, 5));
            assertArrayEquals(large, client.readBytes(size));
            assertEquals("secondcde", text(client, 9));
            assertArrayEquals(large, client.readBytes(size));
            assertEquals("third", text(client, 5));
        }
    }

    /** Files of a client that does not read count as unsent, so that their queue is bounded. */
    @Test
    void aQueueOfFilesIsBounded() throws Exception {
        Path file = Files.write(folder.resolve("large"), new byte[4 << 20]);
        server.set(Map.of("socket_buffer_size", 1 << 20, "send_yield", false));
        server.on("receive", (Server it, int fd, int reactorId, String data) -> {
            int count = 0;
            while (count < 100 && it.sendfile(fd, file.toString())) count++;
            notes.add(count, it.getLastError());
            it.close(fd, true);
        });
        try (var running = TestServer.start(server);
                var client = running.connect()) {
            client.sendText("go");
            notes.mustBe("16 1009");
            client.abort();
        }
    }

    private static String text(RawClient client, int length) throws Exception {
        return new String(client.readBytes(length), StandardCharsets.ISO_8859_1);
    }
}

package swoole4j.server.files;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static swoole4j.server.files.SendFileServer.get;
import static swoole4j.server.files.SendFileServer.write;

import io.netty.util.internal.PlatformDependent;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;
import swoole4j.testing.LiveHeap;
import swoole4j.testing.RawClient;
import swoole4j.testing.TestServer;

/** Peers that take a file slowly, or not at all, hold one descriptor and one chunk of memory each, and nothing afterwards. */
@ParameterizedClass(quoteTextArguments = false, name = "transport {0}")
@MethodSource("swoole4j.server.files.Transports#all")
class SlowDownloadTest {
    private static final int SMALL_WINDOW = 16 * 1024;
    private static final int HUNDRED_MEGABYTES = 100_000_000;
    private static final int PEERS = 20;

    @Parameter
    String transport;

    @TempDir
    Path folder;

    private TestServer start(Map<String, ?> options) {
        return SendFileServer.start(transport, folder, options);
    }

    /** A file of zeroes that takes no room. */
    private String sparse(String name) throws IOException {
        try (RandomAccessFile file = new RandomAccessFile(folder.resolve(name).toFile(), "rw")) {
            file.setLength(HUNDRED_MEGABYTES);
        }
        return "/" + name;
    }

    private static List<RawClient> begin(TestServer server, String target) throws IOException {
        List<RawClient> clients = new ArrayList<>();
        for (int n = 0; n < PEERS; n++) {
            RawClient client = RawClient.connect(server.port(), SMALL_WINDOW);
            clients.add(client);
            client.sendText(get(target)).readHead();
        }
        return clients;
    }

    @Test
    void aHundredMegabytesForManySlowPeersTakeAChunkOfMemoryEach() throws Exception {
        String target = sparse("hundred.bin");
        long heapBefore = LiveHeap.bytes();
        long directBefore = PlatformDependent.usedDirectMemory();
        try (TestServer server = start(Map.of())) {
            List<RawClient> clients = begin(server, target);
            assertEquals(PEERS, OpenFiles.count("hundred.bin"));
            long direct = PlatformDependent.usedDirectMemory() - directBefore;
            assertTrue(direct <= (PEERS + 16) * 512L * 1024, () -> direct + " bytes of direct memory");
            long more = LiveHeap.bytes() - heapBefore;
            assertTrue(more < HUNDRED_MEGABYTES / 4, () -> more + " bytes of heap");
            RawClient patient = clients.removeLast();
            for (int left = HUNDRED_MEGABYTES; left > 0; left -= Math.min(left, 1 << 20)) {
                patient.readBytes(Math.min(left, 1 << 20));
            }
            patient.close();
            OpenFiles.until(() -> OpenFiles.count("hundred.bin") == PEERS - 1, "one file less");
            for (RawClient client : clients) client.reset();
            OpenFiles.mustBeClosed("hundred.bin");
        }
    }

    @Test
    void abortedDownloadsLeaveNoDescriptor() throws Exception {
        String target = sparse("aborted.bin");
        try (TestServer server = start(Map.of())) {
            for (int round = 0; round < 3; round++) {
                List<RawClient> clients = begin(server, target);
                assertEquals(PEERS, OpenFiles.count("aborted.bin"));
                for (RawClient client : clients) client.abort();
                OpenFiles.mustBeClosed("aborted.bin");
            }
        }
    }

    @Test
    void aResetByTheServerLeavesNoDescriptor() throws Exception {
        String target = sparse("reset.bin");
        try (TestServer server = start(Map.of())) {
            List<RawClient> clients = begin(server, target);
            for (int fd : List.copyOf(fds(server))) assertTrue(server.server().close(fd, true));
            OpenFiles.mustBeClosed("reset.bin");
            for (RawClient client : clients) client.abort();
        }
    }

    private static List<Integer> fds(TestServer server) {
        List<Integer> fds = new ArrayList<>();
        for (int fd : server.server().connections()) fds.add(fd);
        return fds;
    }

    @Test
    void theEndOfTheServerLeavesNoDescriptor() throws Exception {
        String target = sparse("ended.bin");
        List<RawClient> clients;
        try (TestServer server = start(Map.of("max_wait_time", .1))) {
            clients = begin(server, target);
        }
        OpenFiles.mustBeClosed("ended.bin");
        for (RawClient client : clients) client.abort();
    }

    @Test
    void thousandsOfPipelinedRequestsOpenOneFileAtATime() throws Exception {
        byte[] bytes = write(folder.resolve("pipelined.bin"), 200_000);
        int many = 500;
        try (TestServer server = start(Map.of());
                RawClient client = RawClient.connect(server.port(), SMALL_WINDOW)) {
            Thread sender = Thread.ofPlatform()
                    .start(() -> send(client, get("/pipelined.bin").repeat(many)));
            for (int n = 0; n < many; n++) {
                client.readHead();
                int open = OpenFiles.count("pipelined.bin");
                assertTrue(open <= 1, () -> open + " open files of one connection");
                assertArrayEquals(bytes, client.readBytes(bytes.length));
            }
            sender.join();
            OpenFiles.mustBeClosed("pipelined.bin");
        }
    }

    private static void send(RawClient client, String text) {
        try {
            client.sendText(text);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void aSlowDownloadHoldsUpNobodyElse() throws Exception {
        String target = sparse("slow.bin");
        byte[] other = write(folder.resolve("other.bin"), 1000);
        try (TestServer server = start(Map.of());
                RawClient client = server.connect()) {
            List<RawClient> slow = begin(server, target);
            for (int n = 0; n < 20; n++) {
                client.sendText(get("/other.bin")).readHead();
                assertArrayEquals(other, client.readBytes(other.length));
            }
            for (RawClient peer : slow) peer.reset();
            OpenFiles.mustBeClosed("slow.bin");
        }
    }
}

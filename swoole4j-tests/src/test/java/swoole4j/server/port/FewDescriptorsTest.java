package swoole4j.server.port;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import swoole4j.testing.ChildServer;
import swoole4j.testing.RawClient;
import swoole4j.tests.Spec;

/** A process with 256 descriptors: more connections are refused, and running out of descriptors passes. */
class FewDescriptorsTest {
    private static final String ALL = "swoole4j.server.port.Transports#all";
    private static final int LIMIT = 256;

    private static ChildServer start(String transport) throws IOException {
        return ChildServer.startWithDescriptors(LIMIT, FewDescriptors.class, transport);
    }

    private static void echo(RawClient client, String text) throws IOException {
        assertEquals(text, new String(client.sendText(text).readBytes(text.length()), StandardCharsets.UTF_8));
    }

    @ParameterizedTest
    @MethodSource(ALL)
    @Spec("server 255")
    void newcomersAreRefusedBeforeDescriptorsAreShort(String transport) throws Exception {
        try (ChildServer child = start(transport);
                RawClient first = child.connect()) {
            echo(first, "first");
            assertEquals(1, child.count("max_connection 100000 is lowered to "));
            List<RawClient> others = new ArrayList<>();
            int refused = 0;
            for (int n = 0; n < LIMIT; n++) {
                RawClient other = child.connect();
                try {
                    echo(other, "x");
                    others.add(other);
                } catch (IOException | AssertionError closed) {
                    other.abort();
                    refused++;
                }
            }
            assertTrue(refused > 0, "none was refused");
            assertTrue(others.size() > 10, "only " + others.size() + " were served");
            echo(first, "still here");
            for (RawClient other : others) other.abort();
            echo(first, "still here");
            assertEquals(0, child.count("cannot accept"));
        }
    }

    @ParameterizedTest
    @MethodSource(ALL)
    void withoutADescriptorNewcomersWaitAndAreServedLater(String transport) throws Exception {
        try (ChildServer child = start(transport);
                RawClient first = child.connect()) {
            try (RawClient early = child.connect()) {
                echo(early, "loads classes, which takes a descriptor where they are in folders");
            }
            echo(first, "hoard");
            List<RawClient> newcomers = new ArrayList<>(); // more than what the early one gives back
            for (int n = 0; n < 8; n++) newcomers.add(child.connect().sendText("waits"));
            echo(first, "the loop turns"); // also while nothing can be accepted
            child.awaitLine(line -> line.contains("cannot accept"));
            echo(first, "and turns");
            echo(first, "release");
            for (RawClient newcomer : newcomers) {
                assertEquals("waits", new String(newcomer.readBytes(5), StandardCharsets.UTF_8));
                newcomer.close();
            }
            assertTrue(child.count("cannot accept") <= 60, () -> "a line for each try: " + child.printed());
        }
    }
}

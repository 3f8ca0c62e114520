package swoole4j.coroutine;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;
import swoole4j.http.Request;
import swoole4j.testing.RawClient;
import swoole4j.testing.TestServer;
import swoole4j.tests.Spec;
import swoole4j.websocket.Frame;
import swoole4j.websocket.Server;

/** When callbacks begin: each on arrival, or one after another. */
@ParameterizedClass(quoteTextArguments = false, name = "transport {0}")
@MethodSource("swoole4j.coroutine.Transports#all")
class CallbackOrderTest {
    @Parameter
    String transport;

    private final List<String> order = Collections.synchronizedList(new ArrayList<>());
    private final CompletableFuture<Void> gate = new CompletableFuture<>();

    /** Waits for the message "open" from anywhere where {@code blocks} is true, and notes begin and end. */
    private TestServer start(Map<String, ?> options) {
        Server server = Servers.server(transport, options, this::message);
        server.on("open", (Server it, Request request) -> {
            order.add("open begins");
            Thread.sleep(50);
            order.add("open ends");
            it.push(request.fd(), "opened");
        });
        return TestServer.start(server);
    }

    private void message(Server server, Frame frame) throws Exception {
        String data = frame.data();
        order.add(data + " begins");
        if (data.startsWith("slow")) Thread.sleep(10);
        if (data.startsWith("gated")) gate.get();
        order.add(data + " ends");
        server.push(frame.fd(), data);
    }

    @Test
    @Spec("websocket 164")
    void aMessageBeginsWhileOpenStillSleeps() throws Exception {
        try (TestServer server = start(Map.of());
                RawClient client = server.websocket()) {
            client.text("early").mustReceive(0x81, "early").mustReceive(0x81, "opened");
        }
        assertEquals(List.of("open begins", "early begins", "early ends", "open ends"), order);
    }

    @Test
    @Spec("websocket 164")
    void withoutCoroutinesAWorkersCallbacksRunOneAfterAnother() throws Exception {
        try (TestServer server = start(Map.of("enable_coroutine", false));
                RawClient first = server.websocket()) {
            first.text("slow 1").mustReceive(0x81, "opened").mustReceive(0x81, "slow 1");
            try (RawClient second = server.websocket()) {
                second.mustReceive(0x81, "opened");
                order.clear();
                first.text("slow 2").text("fast 3");
                second.text("slow 4");
                first.mustReceive(0x81, "slow 2").mustReceive(0x81, "fast 3");
                second.mustReceive(0x81, "slow 4");
            }
        }
        for (int n = 0; n < order.size(); n += 2) {
            String callback = order.get(n).replace(" begins", "");
            assertEquals(callback + " ends", order.get(n + 1), order::toString);
        }
        assertEquals(6, order.size(), order::toString);
    }

    @Test
    void messagesOfAConnectionOvertakeOneThatWaits() throws Exception {
        try (TestServer server = start(Map.of());
                RawClient client = server.websocket()) {
            client.mustReceive(0x81, "opened");
            client.text("gated 1").text("fast 2").mustReceive(0x81, "fast 2");
            gate.complete(null);
            client.mustReceive(0x81, "gated 1");
        }
    }

    @Test
    void inSerialOrderAConnectionsMessagesWaitAndOtherConnectionsDoNot() throws Exception {
        try (TestServer server = start(Map.of("message_order", "serial"));
                RawClient first = server.websocket()) {
            first.mustReceive(0x81, "opened");
            first.text("gated 1").text("fast 2").text("slow 3").text("fast 4");
            try (RawClient second = server.websocket()) {
                second.mustReceive(0x81, "opened");
                second.text("slow 5").text("fast 6");
                second.mustReceive(0x81, "slow 5").mustReceive(0x81, "fast 6");
            }
            gate.complete(null);
            first.mustReceive(0x81, "gated 1")
                    .mustReceive(0x81, "fast 2")
                    .mustReceive(0x81, "slow 3")
                    .mustReceive(0x81, "fast 4");
        }
        assertEquals(
                List.of("fast 2 begins", "fast 2 ends", "slow 3 begins", "slow 3 ends", "fast 4 begins", "fast 4 ends"),
                order.subList(order.indexOf("gated 1 ends") + 1, order.size()));
    }

    @Test
    void inSerialOrderAMessageWaitsForOpen() throws Exception {
        try (TestServer server = start(Map.of("message_order", "serial"));
                RawClient client = server.websocket()) {
            client.text("early").mustReceive(0x81, "opened").mustReceive(0x81, "early");
        }
        assertEquals(List.of("open begins", "open ends", "early begins", "early ends"), order);
    }
}

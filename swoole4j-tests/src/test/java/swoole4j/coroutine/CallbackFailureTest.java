package swoole4j.coroutine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.core.read.ListAppender;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;
import swoole4j.http.Request;
import swoole4j.testing.RawClient;
import swoole4j.testing.TestServer;
import swoole4j.tests.Spec;
import swoole4j.websocket.Frame;
import swoole4j.websocket.Server;

/** What a callback throws is logged with its stack; connection and worker live on. */
@ParameterizedClass(quoteTextArguments = false, name = "transport {0}")
@MethodSource("swoole4j.coroutine.Transports#all")
class CallbackFailureTest {
    @Parameter
    String transport;

    private final Logger logger = (Logger) LoggerFactory.getLogger("swoole4j.engine");
    private final ListAppender<ILoggingEvent> log = new ListAppender<>() {
        @Override
        protected void append(ILoggingEvent event) {
            event.prepareForDeferredProcessing(); // notes the thread
            super.append(event);
        }
    };

    @BeforeEach
    void listen() {
        log.start();
        logger.addAppender(log);
        logger.setAdditive(false);
    }

    @AfterEach
    void listenNoMore() {
        logger.setAdditive(true);
        logger.detachAppender(log);
    }

    @ParameterizedTest
    @ValueSource(strings = {"exception", "error", "overflow"})
    @Spec("websocket 163")
    void anExceptionInMessageIsLoggedAndTheConnectionGoesOn(String kind) throws Exception {
        try (TestServer server = Servers.start(transport, Map.of(), CallbackFailureTest::message);
                RawClient client = server.websocket()) {
            for (int n = 0; n < 3; n++) client.text(kind).text("echo").mustReceive(0x81, "echo");
        }
        List<ILoggingEvent> errors = errors();
        assertEquals(3, errors.size());
        IThrowableProxy thrown = errors.getFirst().getThrowableProxy();
        assertEquals(failure(kind).getClass().getName(), thrown.getClassName());
        assertTrue(
                List.of(thrown.getStackTraceElementProxyArray()).stream()
                        .anyMatch(frame -> frame.getSTEAsString().contains("CallbackFailureTest")),
                "the stack shows where");
        assertEquals("swoole4j-worker-0", errors.getFirst().getThreadName());
    }

    private static void message(Server server, Frame frame) throws Exception {
        if (frame.data().equals("echo")) {
            server.push(frame.fd(), "echo");
            return;
        }
        switch (failure(frame.data())) {
            case Exception e -> throw e;
            case Error e -> throw e;
            default -> {}
        }
    }

    private static Throwable failure(String kind) {
        return switch (kind) {
            case "exception" -> new Exception("on purpose");
            case "error" -> new AssertionError("on purpose");
            case "overflow" -> overflow();
            default -> throw new IllegalArgumentException(kind);
        };
    }

    private static StackOverflowError overflow() {
        try {
            return new StackOverflowError("not reached " + deeper(0));
        } catch (StackOverflowError e) {
            return e;
        }
    }

    private static int deeper(int depth) {
        return depth < 0 ? depth : deeper(depth + 1) + 1;
    }

    @Test
    void anExceptionInOpenOrCloseHarmsNobody() throws Exception {
        Server server = Servers.server(transport, Map.of(), CallbackFailureTest::message);
        server.on("open", (Server _, Request _) -> {
            throw new Exception("in open");
        });
        server.on("close", (Server _, int _) -> {
            throw new Exception("in close");
        });
        try (TestServer running = TestServer.start(server)) {
            for (int n = 0; n < 3; n++) {
                try (RawClient client = running.websocket()) {
                    client.text("echo").mustReceive(0x81, "echo");
                    client.mustCloseCleanly();
                }
            }
        }
        assertEquals(6, errors().size());
    }

    private List<ILoggingEvent> errors() {
        return List.copyOf(log.list).stream()
                .filter(event -> event.getLevel() == Level.ERROR)
                .toList();
    }
}

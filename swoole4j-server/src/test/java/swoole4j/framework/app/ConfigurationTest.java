package swoole4j.framework.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import swoole4j.engine.Spec;
import swoole4j.framework.Handlers;
import swoole4j.framework.HttpReply;
import swoole4j.framework.Middleware;
import swoole4j.framework.OnMessage;
import swoole4j.http.Request;
import swoole4j.http.Response;
import swoole4j.server.Callback;

/** Section 1 of the application layer, as far as nothing listens. */
class ConfigurationTest {
    private static final OnMessage SILENT = (_, _) -> {};

    /** A callback by name. */
    public static final class Named {
        /** Takes requests. */
        public void onRequest(Request request, Response response) {
            response.end(request.getMethod());
        }

        /** Takes nothing that any event has. */
        public void odd(Thread thread) {
            thread.interrupt();
        }
    }

    /** A middleware by name. */
    public static final class Passing implements Middleware {
        @Override
        public HttpReply process(swoole4j.framework.HttpRequest request, swoole4j.framework.Next next)
                throws Exception {
            return next.handle(request);
        }
    }

    private static Map<String, ?> config(Map<String, ?> entry) {
        return Map.of("servers", List.of(entry));
    }

    private static ServerSpec read(Map<String, ?> entry) {
        return ConfigReader.read(config(entry)).servers.getFirst();
    }

    private static String refused(App app) {
        return assertThrows(IllegalArgumentException.class, app::start).getMessage();
    }

    static Stream<Map<String, ?>> withoutServers() {
        return Stream.of(Map.of(), Map.of("servers", List.of()), Map.of("servers", Map.of()), Map.of("servers", "ws"));
    }

    @ParameterizedTest
    @MethodSource("withoutServers")
    @Spec("framework 1")
    void withoutServersThereIsNoApplication(Map<String, ?> config) {
        var thrown = assertThrows(IllegalArgumentException.class, () -> App.fromMap(config));
        assertTrue(thrown.getMessage().contains("servers"), thrown::getMessage);
    }

    @Test
    @Spec("framework 2")
    void anEntryWithoutNameHasItsKeyForOne() {
        var config = Map.of("servers", Map.of("ws", Map.of("type", 2)));
        assertEquals("ws", ConfigReader.read(config).servers.getFirst().name());
    }

    @Test
    void aNameWinsOverTheKey() {
        var config = Map.of("servers", Map.of("ws", Map.of("name", "chat")));
        assertEquals("chat", ConfigReader.read(config).servers.getFirst().name());
    }

    @Test
    @Spec("framework 3")
    void twoServersOfOneNameAreRefused() {
        App app = App.of(
                ServerSpec.websocket("ws").onMessage(SILENT),
                ServerSpec.websocket("ws").onMessage(SILENT));
        assertEquals("there are two servers of the name ws", refused(app));
    }

    @ParameterizedTest
    @CsvSource({
        "1, HTTP",
        "2, WEBSOCKET",
        "3, BASE",
        "http, HTTP",
        "websocket, WEBSOCKET",
        "base, BASE",
    })
    @Spec("framework 4")
    void typesAreNumbersOrNames(String given, String type) {
        assertEquals(type, read(Map.of("type", given)).type().name());
        if (given.length() == 1)
            assertEquals(
                    type, read(Map.of("type", Integer.parseInt(given))).type().name());
    }

    @ParameterizedTest
    @CsvSource({"0", "4", "ws", "WEBSOCKET", "''"})
    @Spec("framework 4")
    void otherTypesAreRefused(String given) {
        var thrown = assertThrows(IllegalArgumentException.class, () -> read(Map.of("name", "a", "type", given)));
        assertEquals(
                "server a: type " + given + " is not allowed, expected 1 or http, 2 or websocket, 3 or base",
                thrown.getMessage());
    }

    @Test
    @Spec("framework 5")
    void anEmptyEntryIsAnHttpServer() {
        ServerSpec spec = read(Map.of());
        assertEquals("http", spec.name());
        assertSame(ServerType.HTTP, spec.type());
        assertEquals("0.0.0.0", spec.host());
        assertEquals(9501, spec.port());
        assertEquals(1, spec.sockType());
    }

    @Test
    @Spec("framework 6")
    void ownSettingsWin() {
        var settings = EntrySettings.of(
                ServerType.WEBSOCKET,
                Map.of("backlog", 1, "tcp_keepidle", 2, "on_open_error", "close"),
                Map.of("backlog", 3, "handshake_timeout", 4));
        assertEquals(3, settings.bare().get("backlog"));
        assertEquals(2, settings.bare().get("tcp_keepidle"));
        assertTrue(settings.kernel().closeOnOpenError());
        assertEquals(4, settings.kernel().handshakeTimeout());
        assertFalse(settings.bare().containsKey("on_open_error"));
        assertEquals("serial", settings.bare().get("message_order"));
    }

    @Test
    void aTypeWinsOverSettingsOfAllButNotOverOwnOnes() {
        Map<String, ?> on = Map.of("open_websocket_protocol", true, "open_http2_protocol", true);
        assertFalse(EntrySettings.of(ServerType.HTTP, on, Map.of()).webSocket());
        assertTrue(EntrySettings.of(ServerType.HTTP, Map.of(), on).webSocket());
        assertEquals(
                false, EntrySettings.of(ServerType.BASE, on, Map.of()).bare().get("open_http2_protocol"));
        assertEquals(
                true, EntrySettings.of(ServerType.BASE, Map.of(), on).bare().get("open_http2_protocol"));
    }

    @ParameterizedTest
    @CsvSource({
        "on_open_error, shrug, expected keep or close",
        "on_message_error, 1, expected keep or close",
        "message_order, random, expected concurrent or serial",
        "handshake_timeout, 0, expected seconds above 0 and up to 3600",
        "handshake_timeout, soon, expected seconds above 0 and up to 3600",
        "subprotocols, 5, expected a list of names",
    })
    void settingsThatCannotBeAreRefused(String key, String value, String expected) {
        Object given = value.matches("\\d") ? (Object) Integer.valueOf(value) : value;
        App app = App.of(ServerSpec.websocket("ws").onMessage(SILENT).setting(key, given));
        assertEquals("server ws: setting " + key + ": " + value + " is not allowed, " + expected, refused(app));
    }

    @Test
    @Spec("framework 12")
    void callbacksThatDoNotResolveNameServerAndEvent() {
        String here = ConfigurationTest.class.getName();
        assertRefused("no.Such@onRequest", "server a: event request: there is no class no.Such");
        assertRefused(
                here + "$Named@none", "server a: event request: class " + here + "$Named has no public method none");
        assertRefused(here + "$Named@odd", "server a: event request: method public void " + here);
        assertRefused("noAt", "server a: event request: noAt is not of the form package.Class@method");
        assertRefused(7, "server a: event request: 7 is no callback of it");
    }

    private static void assertRefused(Object callback, String message) {
        App app = App.fromMap(config(Map.of("name", "a", "callbacks", Map.of("request", callback))));
        String refused = refused(app);
        assertTrue(refused.startsWith(message), refused);
    }

    @Test
    @Spec("framework 12")
    void whatAConstructorThrowsIsTold() {
        App app = App.fromMap(config(Map.of("callbacks", Map.of("request", Named.class.getName() + "@onRequest"))))
                .container(new swoole4j.framework.Container() {
                    @Override
                    public <T> T get(Class<T> type) {
                        throw new IllegalStateException("out of stock");
                    }
                });
        assertTrue(refused(app).endsWith("cannot be made: out of stock"), () -> refused(app));
    }

    @Test
    @Spec("framework 16")
    void routesOfAServerThatIsNoneAreRefused() {
        App app = App.of(ServerSpec.websocket("ws").onMessage(SILENT))
                .routes(router -> router.addServer("wss", routes -> routes.get("/", Handlers.of(null, SILENT, null))));
        assertEquals("routes of server wss: there is none, there are [ws]", refused(app));
    }

    @Test
    void whatIsForAServerThatIsNoneIsRefused() {
        App app = App.of(ServerSpec.websocket("ws").onMessage(SILENT)).middleware("wsx", new Passing());
        assertEquals("there is no server wsx, there are [ws]", refused(app));
    }

    @Test
    void unknownKeysAreRefused() {
        assertUnknown("unknown key setings", Map.of("servers", List.of(Map.of()), "setings", Map.of()));
        assertUnknown("server http: unknown key callback", config(Map.of("callback", Map.of())));
        assertUnknown(
                "server http: callbacks: there is no event mesage",
                config(Map.of("callbacks", Map.of("mesage", "a@b"))));
        assertUnknown("server http: port 70000", config(Map.of("port", 70000)));
        assertUnknown("server http: sock_type 9", config(Map.of("sock_type", 9)));
        assertUnknown("mode fast", Map.of("servers", List.of(Map.of()), "mode", "fast"));
    }

    private static void assertUnknown(String message, Map<String, ?> config) {
        var thrown = assertThrows(IllegalArgumentException.class, () -> App.fromMap(config));
        assertTrue(thrown.getMessage().startsWith(message), thrown::getMessage);
    }

    @Test
    void aConfigurationOfHyperfsSkeletonIsRead() {
        Setup setup = ConfigReader.read(Map.of(
                "mode", 2,
                "servers",
                        List.of(Map.of(
                                "name",
                                "http",
                                "type",
                                1,
                                "host",
                                "0.0.0.0",
                                "port",
                                9501,
                                "sock_type",
                                1,
                                "callbacks",
                                Map.of("request", List.of(Named.class.getName(), "onRequest")),
                                "options",
                                Map.of("enable_request_lifecycle", false))),
                "settings", Map.of("worker_num", 2),
                "callbacks", Map.of("workerStart", (Callback.Plain) () -> {}),
                "middlewares", Map.of("http", List.of(Passing.class.getName())),
                "exceptions", Map.of("handler", Map.of("http", List.of()))));
        assertEquals(2, setup.mode);
        Config config = Config.of(
                setup,
                new swoole4j.engine.framework.callback.SharedObjects(
                        new swoole4j.engine.framework.callback.ReflectiveContainer()));
        assertEquals(2, config.get("settings.worker_num"));
        assertEquals(1, config.middlewares("http").size());
        assertTrue(config.middlewares("http").getFirst() instanceof Passing);
        assertTrue(config.exceptionHandlers("http").isEmpty());
    }

    @Test
    void aMapOfMiddlewareHasPriorities() {
        Setup setup = ConfigReader.read(Map.of(
                "servers", List.of(Map.of()), "middlewares", Map.of("http", Map.of(Passing.class.getName(), 7))));
        Config config = Config.of(
                setup,
                new swoole4j.engine.framework.callback.SharedObjects(
                        new swoole4j.engine.framework.callback.ReflectiveContainer()));
        assertEquals(7, config.middlewares("http").getFirst().priority());
    }

    @Test
    void aServerThatCallsNothingIsRefused() {
        assertEquals(
                "server a: neither a route nor a callback of event message",
                refused(App.of(ServerSpec.websocket("a"))));
        assertEquals(
                "server a: neither a route nor a callback of event request", refused(App.of(ServerSpec.http("a"))));
        assertEquals(
                "server a: neither a route nor a callback of event receive or packet",
                refused(App.of(ServerSpec.base("a"))));
    }

    @Test
    void eventsOfTheServerBelongToTheMainOne() {
        App app = App.of(
                ServerSpec.http("http").onRequest((_, _) -> {}).on("workerStart", (Callback.Plain) () -> {}),
                ServerSpec.websocket("ws").onMessage(SILENT));
        assertTrue(refused(app).startsWith("server http: event workerStart: only the main server has it"));
    }

    @Test
    void aKernelServesOneServer() {
        WebSocketKernel kernel = new WebSocketKernel();
        App app = App.of(
                ServerSpec.websocket("a").kernel(kernel),
                ServerSpec.websocket("b").kernel(kernel));
        assertTrue(refused(app).startsWith("servers a and b have the same "), () -> refused(app));
    }

    @ParameterizedTest
    @CsvSource({"2, 1", "2, 3", "3, 7", "3, 5"})
    void dispatchModesThatScatterAConnectionAreRefused(int mode, int dispatch) {
        App app = App.of(ServerSpec.websocket("ws").kernel(new WebSocketKernel()))
                .mode(mode)
                .settings(Map.of("dispatch_mode", dispatch));
        assertTrue(refused(app).startsWith("setting dispatch_mode: " + dispatch + " is not allowed"));
    }
}

package swoole4j.framework;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ch.qos.logback.classic.Level;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.reflect.Constructor;
import java.lang.reflect.Method;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import swoole4j.framework.app.App;
import swoole4j.framework.spi.Applications;
import swoole4j.scenario.RunningScript;
import swoole4j.testing.Frames;
import swoole4j.testing.LogLines;
import swoole4j.testing.Notes;
import swoole4j.testing.RawClient;
import swoole4j.testing.ResponseText;
import swoole4j.testing.TestApp;
import swoole4j.tests.Spec;

/** Section 7 of the application layer, row by row, on the application of {@code examples/framework/complete.java}. */
@Spec("framework 89")
class CompleteApplicationTest {
    private static final Path EXAMPLES = Path.of("..", "examples", "framework");
    private static final Path CLASSES = Path.of("target", "examples", "framework");
    private static final String KEY = "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==";
    private static final String VERSION = "Sec-WebSocket-Version: 13";
    private static final String LEFT = " 已由服务端断开连接";
    private static final ObjectMapper JSON = new ObjectMapper();

    private static final Tokens TOKENS = new Tokens("0123456789abcdef0123456789abcdef");
    private static final Fixture ON = new Fixture();
    private static final Fixture OFF = new Fixture();
    private static final Fixture PINGS = new Fixture();

    /** One row: what a client of an application does and sees. */
    private record Row(String name, Fixture fixture, Act act) {
        @Override
        public String toString() {
            return name;
        }
    }

    private interface Act {
        void run(Fixture app) throws Exception;
    }

    /** The example's class of that name. */
    private static final class Tokens {
        private final String secret;

        Tokens(String secret) {
            this.secret = secret;
        }

        Object make(ClassLoader loader) throws ReflectiveOperationException {
            Constructor<?> constructor = loader.loadClass("complete$Tokens").getDeclaredConstructor(String.class);
            constructor.setAccessible(true);
            return constructor.newInstance(secret);
        }
    }

    /** The application, what tests add to it, and what it tells. */
    private static final class Fixture {
        private final AtomicInteger chains = new AtomicInteger();
        private volatile Notes notes = new Notes();
        private TestApp running;
        private Object tokens;
        private Method issue;

        void start(ClassLoader loader, boolean jwtOpen, Map<String, ?> settings) throws Exception {
            tokens = TOKENS.make(loader);
            issue = tokens.getClass().getDeclaredMethod("issue", long.class, Instant.class);
            issue.setAccessible(true);
            Method application = loader.loadClass("complete")
                    .getDeclaredMethod("application", boolean.class, tokens.getClass(), int.class, int.class);
            application.setAccessible(true);
            App app = (App) application.invoke(null, jwtOpen, tokens, 0, 0);
            app.settings(settings);
            app.middleware(
                    "ws",
                    ((Middleware) (request, next) -> {
                                chains.incrementAndGet();
                                return next.handle(request);
                            })
                            .withPriority(1));
            app.middleware("ws", CompleteApplicationTest::faulty);
            app.routes(router -> router.addServer(
                    "ws",
                    routes -> routes.get(
                            "/throws",
                            Handlers.of(
                                    (_, _) -> {
                                        throw new IllegalStateException("open");
                                    },
                                    (server, frame) -> server.push(frame.fd(), "still here"),
                                    null))));
            app.on(AppEvent.WsOpened.class, _ -> notes.add("opened"));
            app.on(AppEvent.WsClosed.class, event -> notes.add("closed", event.code(), event.byServer()));
            running = TestApp.start(app);
        }

        String token(long uid) throws ReflectiveOperationException {
            return token(uid, Instant.now().plusSeconds(600));
        }

        String token(long uid, Instant expires) throws ReflectiveOperationException {
            return (String) issue.invoke(tokens, uid, expires);
        }

        RawClient connect() throws IOException {
            return running.connect("ws");
        }

        /** Connects as a user whose token is valid; the first message is read. */
        RawClient user(long uid) throws Exception {
            RawClient client = connect();
            assertEquals(
                    101,
                    ask(client, "GET /wss/demo", "Authorization: Bearer " + token(uid))
                            .status());
            return client.mustReceive(0x81, "Authorization Success");
        }

        /** Asks for a WebSocket and is refused. */
        Refused refused(int status, String request, String... lines) throws IOException {
            try (RawClient client = connect()) {
                ResponseText head = ask(client, request, lines);
                String body = new String(client.readToEnd(), StandardCharsets.UTF_8);
                assertEquals(status, head.status(), body);
                return new Refused(head, body);
            }
        }

        /** An answer behind which everything that began before has ended: there is one worker. */
        String viaHttp(String path) throws IOException {
            try (RawClient client = running.connect("http")) {
                client.sendText("GET " + path + " HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n");
                client.readHead();
                return new String(client.readToEnd(), StandardCharsets.UTF_8);
            }
        }

        /** Nothing is kept of any connection, and only that was told. */
        void mustBeLeft(String... told) throws IOException {
            notes.mustBe(told);
            viaHttp("/push/0");
            running.app().run(() -> {
                assertEquals(List.of(), FdCollector.list());
                for (int fd = 1; fd < 3000; fd++)
                    assertNull(Applications.current().values(fd));
            });
            notes.mustBe(told);
        }
    }

    private record Refused(ResponseText head, String body) {
        void mustHaveCode(int code) throws IOException {
            assertEquals(code, JSON.readTree(body).get("code").asInt());
            assertEquals("application/json", head.header("Content-Type"));
            assertEquals(String.valueOf(body.length()), head.header("Content-Length"));
        }
    }

    private static HttpReply faulty(HttpRequest request, Next next) throws Exception {
        if (request.header("x-fault").equals("before")) throw new IllegalStateException("secret");
        HttpReply reply = next.handle(request);
        if (request.header("x-fault").equals("after")) throw new IllegalStateException("secret");
        return reply;
    }

    private static ResponseText ask(RawClient client, String request, String... lines) throws IOException {
        return raw(
                client,
                request,
                Stream.concat(Stream.of(KEY, VERSION), Arrays.stream(lines)).toArray(String[]::new));
    }

    private static ResponseText raw(RawClient client, String request, String... lines) throws IOException {
        StringBuilder text = new StringBuilder(request + " HTTP/1.1\r\nHost: a\r\nUpgrade: websocket\r\n")
                .append("Connection: Upgrade\r\n");
        for (String line : lines) text.append(line).append("\r\n");
        client.sendText(text.append("\r\n").toString());
        return client.readHead();
    }

    private static byte[] closeFrame(String reason) throws IOException {
        ByteArrayOutputStream payload = new ByteArrayOutputStream();
        payload.write(1000 >> 8);
        payload.write(1000);
        payload.write(reason.getBytes(StandardCharsets.UTF_8));
        return payload.toByteArray();
    }

    private static void mustRefuseToken(Fixture app, String token) throws IOException {
        app.refused(401, "GET /wss/demo", "Authorization: " + token).mustHaveCode(10002);
    }

    private static void mustEcho(RawClient client, long uid) throws IOException {
        client.text("hello").mustReceive(0x81, "Recv: hello");
        JsonNode claims = JSON.readTree(client.read().payload());
        assertEquals(uid, claims.get("data").get("uid").asLong());
    }

    // ---- the rows

    static Stream<Row> rows() {
        return Stream.of(
                new Row("S1 a valid token", ON, app -> {
                    app.user(1).closeFrame(1000).mustCloseWith("03e8");
                    app.mustBeLeft("opened", "closed 1000 false");
                }),
                new Row("S2 a valid token without Bearer", ON, app -> {
                    try (RawClient client = app.connect()) {
                        assertEquals(
                                101,
                                ask(client, "GET /wss/demo", "Authorization: " + app.token(1))
                                        .status());
                        client.mustReceive(0x81, "Authorization Success");
                        client.mustCloseCleanly();
                    }
                    app.mustBeLeft("opened", "closed 1000 false");
                }),
                new Row("S3 no token", ON, app -> {
                    app.refused(401, "GET /wss/demo").mustHaveCode(10001);
                    app.mustBeLeft();
                }),
                new Row("S4 a token that is expired, tampered with, garbage", ON, app -> {
                    mustRefuseToken(app, "Bearer " + app.token(1, Instant.now().minusSeconds(60)));
                    mustRefuseToken(app, "Bearer " + app.token(1) + "x");
                    mustRefuseToken(app, "Bearer a.b.c");
                    mustRefuseToken(app, "x");
                    app.mustBeLeft();
                }),
                new Row("S5 nothing behind Bearer", ON, app -> {
                    mustRefuseToken(app, "Bearer");
                    app.mustBeLeft();
                }),
                new Row("S6 an unknown route, with a valid token", ON, app -> {
                    app.refused(401, "GET /wss/other", "Authorization: Bearer " + app.token(1))
                            .mustHaveCode(10001);
                    app.mustBeLeft();
                }),
                new Row("S7 an unknown route, without checks", OFF, app -> {
                    Refused refused = app.refused(404, "GET /wss/other");
                    assertEquals("application/json", refused.head.header("Content-Type"));
                    assertEquals("Route Error", refused.head.header("Description"));
                    assertEquals("", refused.body);
                    app.mustBeLeft();
                }),
                new Row("S8 open refuses who has no token", OFF, app -> {
                    try (RawClient client = app.connect()) {
                        assertEquals(101, ask(client, "GET /wss/demo").status());
                        client.mustReceive(0x88, closeFrame("非法请求")).mustBeClosed();
                    }
                    app.mustBeLeft("opened", "closed 1000 true");
                }),
                new Row("S9 a key that is none", ON, app -> {
                    int before = app.chains.get();
                    for (String key : List.of("Sec-WebSocket-Key: abc", "X-No-Key: 1")) {
                        try (RawClient client = app.connect()) {
                            assertEquals(
                                    400,
                                    raw(client, "GET /wss/demo", key, VERSION).status());
                            assertEquals(
                                    "sec-websocket-key is invalid!",
                                    new String(client.readToEnd(), StandardCharsets.UTF_8));
                        }
                    }
                    assertEquals(before, app.chains.get());
                    app.mustBeLeft();
                }),
                new Row("S10 version 8", ON, app -> {
                    int before = app.chains.get();
                    try (RawClient client = app.connect()) {
                        ResponseText head = raw(client, "GET /wss/demo", KEY, "Sec-WebSocket-Version: 8");
                        assertEquals(426, head.status());
                        assertEquals("13", head.header("Sec-WebSocket-Version"));
                        client.readToEnd();
                    }
                    assertEquals(before, app.chains.get());
                    app.mustBeLeft();
                }),
                new Row("S11 POST", ON, app -> {
                    assertEquals(
                            "GET",
                            app.refused(405, "POST /wss/demo", "Content-Length: 0")
                                    .head
                                    .header("Allow"));
                    app.mustBeLeft();
                }),
                new Row("S12 hello", ON, app -> {
                    try (RawClient client = app.user(1)) {
                        mustEcho(client, 1);
                        client.mustCloseCleanly();
                    }
                    app.mustBeLeft("opened", "closed 1000 false");
                }),
                new Row("S13 nihao", ON, app -> {
                    try (RawClient client = app.user(1)) {
                        client.text("nihao")
                                .mustReceive(0x88, closeFrame("zhang" + LEFT))
                                .mustBeClosed();
                    }
                    app.mustBeLeft("opened", "closed 1000 true");
                }),
                new Row("S14 what follows nihao is not handled", ON, app -> {
                    try (RawClient client = app.user(1)) {
                        ByteArrayOutputStream both = new ByteArrayOutputStream();
                        both.write(Frames.masked(0x81, "nihao".getBytes(StandardCharsets.UTF_8)));
                        both.write(Frames.masked(0x81, "hello".getBytes(StandardCharsets.UTF_8)));
                        client.send(both.toByteArray());
                        client.mustReceive(0x88, closeFrame("zhang" + LEFT)).mustBeClosed();
                    }
                    app.mustBeLeft("opened", "closed 1000 true");
                }),
                new Row("S15 the client closes", ON, app -> {
                    try (RawClient client = app.user(1)) {
                        client.frame(0x88, closeFrame("bye"));
                        byte[] answer = client.read().payload();
                        assertEquals(1000, (answer[0] & 0xff) << 8 | (answer[1] & 0xff));
                        client.mustBeClosed();
                    }
                    app.mustBeLeft("opened", "closed 1000 false");
                }),
                new Row("S16 the client resets", ON, app -> {
                    app.user(1).reset();
                    app.mustBeLeft("opened", "closed 1006 false");
                }),
                new Row("S17, S19 message and close throw", ON, app -> {
                    try (LogLines log = LogLines.open();
                            RawClient client = app.user(-1)) {
                        client.text("nihao");
                        mustEcho(client, -1);
                        assertTrue(log.await(Level.ERROR, 1)
                                .getFirst()
                                .getMessage()
                                .contains("message callback"));
                        client.mustCloseCleanly();
                        app.mustBeLeft("opened", "closed 1000 false");
                        assertTrue(
                                log.await(Level.ERROR, 2).getLast().getMessage().contains("close callback"));
                    }
                }),
                new Row("S18 open throws", OFF, app -> {
                    try (LogLines log = LogLines.open();
                            RawClient client = app.connect()) {
                        assertEquals(101, ask(client, "GET /throws").status());
                        client.text("x").mustReceive(0x81, "still here");
                        assertTrue(log.await(Level.ERROR, 1)
                                .getFirst()
                                .getMessage()
                                .contains("open callback"));
                        client.mustCloseCleanly();
                    }
                    app.mustBeLeft("opened", "closed 1000 false");
                }),
                new Row("S20 a middleware throws", ON, app -> mustFail(app, "before")),
                new Row("S21 a middleware throws behind the 101", ON, app -> mustFail(app, "after")),
                new Row("S22 a sub-protocol", ON, app -> mustChoose(app, "chat", "chat")),
                new Row("S23 two sub-protocols", ON, app -> mustChoose(app, "chat, superchat", "chat")),
                new Row("S24 a ping is answered", ON, app -> {
                    try (RawClient client = app.user(1)) {
                        client.frame(0x89, "p").mustReceive(0x8a, "p");
                        client.mustCloseCleanly();
                    }
                    app.mustBeLeft("opened", "closed 1000 false");
                }),
                new Row("S24 a ping reaches the controller", PINGS, app -> {
                    try (RawClient client = app.user(1)) {
                        client.frame(0x89, "p").mustReceive(0x8a, "");
                        client.mustCloseCleanly();
                    }
                    app.mustBeLeft("opened", "closed 1000 false");
                }),
                new Row("S25 neither port takes what is the other's", ON, app -> {
                    try (RawClient client = app.connect()) {
                        client.sendText("GET /wss/demo HTTP/1.1\r\nHost: a\r\n\r\n");
                        assertEquals(400, client.readHead().status());
                        client.readToEnd();
                    }
                    try (RawClient client = app.running.connect("http")) {
                        assertEquals(400, ask(client, "GET /wss/demo").status());
                        client.readToEnd();
                    }
                    app.mustBeLeft();
                }),
                new Row("S26 a request pushes", ON, app -> {
                    try (RawClient client = app.user(1)) {
                        int[] fd = new int[1];
                        app.running
                                .app()
                                .run(() -> fd[0] = FdCollector.list().getFirst().fd());
                        assertEquals("{\"sent\":true}", app.viaHttp("/push/" + fd[0]));
                        client.mustReceive(0x81, "from http");
                        assertEquals("{\"sent\":false}", app.viaHttp("/push/999999"));
                        client.mustCloseCleanly();
                    }
                    app.mustBeLeft("opened", "closed 1000 false");
                }),
                new Row("S27 a thousand refusals leave nothing", ON, app -> {
                    for (int i = 0; i < 1000; i++) app.refused(401, "GET /wss/demo");
                    app.mustBeLeft();
                }),
                new Row("S28 a user without account", ON, app -> {
                    try (RawClient client = app.user(2)) {
                        client.text("nihao").mustReceive(0x88, closeFrame(LEFT)).mustBeClosed();
                    }
                    app.mustBeLeft("opened", "closed 1000 true");
                }));
    }

    private static void mustFail(Fixture app, String fault) throws Exception {
        try (LogLines log = LogLines.open()) {
            Refused refused =
                    app.refused(500, "GET /wss/demo", "X-Fault: " + fault, "Authorization: Bearer " + app.token(1));
            assertFalse(refused.body.contains("secret"), refused.body);
            assertNull(refused.head.header("Sec-WebSocket-Accept"));
            assertEquals(1, log.await(Level.ERROR, 1).size());
        }
        app.mustBeLeft();
    }

    private static void mustChoose(Fixture app, String offered, String chosen) throws Exception {
        try (RawClient client = app.connect()) {
            ResponseText head = ask(
                    client,
                    "GET /wss/demo",
                    "Sec-WebSocket-Protocol: " + offered,
                    "Authorization: Bearer " + app.token(1));
            assertEquals(101, head.status());
            assertEquals(chosen, head.header("Sec-WebSocket-Protocol"));
            client.mustReceive(0x81, "Authorization Success");
            client.mustCloseCleanly();
        }
        app.mustBeLeft("opened", "closed 1000 false");
    }

    @BeforeAll
    static void start() throws Exception {
        RunningScript.compile(EXAMPLES, CLASSES);
        ClassLoader loader =
                new URLClassLoader(new URL[] {CLASSES.toUri().toURL()}, CompleteApplicationTest.class.getClassLoader());
        ON.start(loader, true, Map.of());
        OFF.start(loader, false, Map.of());
        PINGS.start(loader, true, Map.of("open_websocket_ping_frame", true));
    }

    @AfterAll
    static void stop() {
        for (Fixture fixture : List.of(ON, OFF, PINGS)) {
            if (fixture.running != null) fixture.running.close();
        }
    }

    @ParameterizedTest
    @MethodSource("rows")
    void row(Row row) throws Exception {
        row.fixture.notes = new Notes();
        row.act.run(row.fixture);
    }
}

package swoole4j.engine.framework.routing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import swoole4j.engine.Spec;
import swoole4j.framework.Container;
import swoole4j.framework.Dispatched;
import swoole4j.framework.Handlers;
import swoole4j.framework.HttpReply;
import swoole4j.framework.Middleware;
import swoole4j.framework.OnClose;
import swoole4j.framework.OnMessage;
import swoole4j.framework.OnRequest;
import swoole4j.http.Request;
import swoole4j.http.Response;
import swoole4j.websocket.Frame;
import swoole4j.websocket.Server;

class RouteTableTest {
    private final RouteTable table = new RouteTable("ws");
    private final OnMessage handler = (_, _) -> {};

    private String route(String path) {
        return String.valueOf(table.webSocket(path).route());
    }

    private Map<String, String> params(String path) {
        return table.webSocket(path).params();
    }

    private void add(String... patterns) {
        for (String pattern : patterns) table.get(pattern, handler);
    }

    @Nested
    class Paths {
        @Test
        @Spec("framework 15")
        void areOfOneTable() {
            add("/chat");
            assertTrue(table.webSocket("/chat").isFound());
            assertFalse(new RouteTable("ws2").webSocket("/chat").isFound());
        }

        @Test
        void areFoundWhole() {
            add("/chat", "/");
            assertEquals("/", route("/"));
            for (String other : List.of("/chat/", "/cha", "/chats", "//chat", "/chat/x", "")) {
                assertFalse(table.webSocket(other).isFound() && !other.isEmpty(), other);
            }
        }

        @Test
        @Spec("framework 19")
        void haveParameters() {
            add("/room/{id}", "/room/{id}/user/{name}", "/file-{name}.{type}");
            assertEquals(Map.of("id", "7"), params("/room/7"));
            assertEquals(Map.of("id", "7", "name", "zhang"), params("/room/7/user/zhang"));
            assertEquals(Map.of("name", "a.b", "type", "txt"), params("/file-a.b.txt"));
            assertFalse(table.webSocket("/room/").isFound());
            assertFalse(table.webSocket("/room/7/8").isFound());
        }

        @Test
        @Spec("framework 19")
        void haveParametersThatMatch() {
            add("/room/{id:\\d+}", "/day/{day:\\d{4}-\\d{2}}", "/{lang:en|de}/home", "/seg/{s:[^/]+}x");
            assertEquals(Map.of("id", "12"), params("/room/12"));
            assertFalse(table.webSocket("/room/abc").isFound());
            assertFalse(table.webSocket("/room/1a").isFound());
            assertEquals(Map.of("day", "2026-01"), params("/day/2026-01"));
            assertEquals(Map.of("lang", "de"), params("/de/home"));
            assertFalse(table.webSocket("/fr/home").isFound());
            assertEquals(Map.of("s", "a"), params("/seg/ax"));
        }

        @Test
        void mayTakeWhatIsLeft() {
            add("/files/{path:.+}", "/files/{one}", "/a/{rest:.*}/end/{id:\\d+}");
            assertEquals(Map.of("path", "a/b/c"), params("/files/a/b/c"));
            assertEquals(Map.of("one", "a"), params("/files/a"));
            assertEquals(Map.of("rest", "x/y", "id", "3"), params("/a/x/y/end/3"));
            assertFalse(table.webSocket("/a/x/y/end/z").isFound());
        }

        @Test
        void mayHaveOptionalEnds() {
            add("/user[/{id}[/{tab}]]");
            assertEquals(Map.of(), params("/user"));
            assertEquals(Map.of("id", "1"), params("/user/1"));
            assertEquals(Map.of("id", "1", "tab", "x"), params("/user/1/x"));
            assertEquals("/user[/{id}[/{tab}]]", route("/user"));
            assertFalse(table.webSocket("/user/").isFound());
        }

        @Test
        @Spec("framework 20")
        void withoutParametersComeFirst() {
            add("/room/{id}", "/room/me", "/room/{id:\\d+}", "/{any:.*}");
            assertEquals("/room/me", route("/room/me"));
            assertEquals("/room/{id:\\d+}", route("/room/12"));
            assertEquals("/room/{id}", route("/room/you"));
            assertEquals("/{any:.*}", route("/room/you/and/me"));
            assertEquals("/{any:.*}", route("/"));
        }

        @Test
        void areTriedUntilOneFits() {
            add("/a/b/c", "/a/{x}/d", "/{y}/b/e");
            assertEquals("/a/{x}/d", route("/a/b/d"));
            assertEquals("/{y}/b/e", route("/a/b/e"));
        }

        @Test
        @Spec("framework 21")
        void areDecoded() {
            add("/room/{id}", "/caf\u00e9");
            assertEquals(Map.of("id", "a b"), params("/room/a%20b"));
            assertEquals(Map.of("id", "a+b"), params("/room/a+b"));
            assertEquals(Map.of("id", "\u975e"), params("/room/%E9%9D%9E"));
            assertEquals(Map.of("id", "a%b"), params("/room/a%25b"));
            assertFalse(
                    table.webSocket("/room/a%2Fb").isFound(), "a slash separates nothing, and is no part of a segment");
            assertEquals("/caf\u00e9", route("/caf%C3%A9"));
        }

        @ParameterizedTest
        @ValueSource(strings = {"%", "%2", "%zz", "50%", "%+1"})
        void withBrokenEscapesAreTakenAsTheyAre(String text) {
            add("/room/{id}");
            assertEquals(Map.of("id", text), params("/room/" + text));
        }
    }

    @Nested
    class Methods {
        private final OnRequest request = (_, _) -> {};

        private Dispatched find(String method, String path) {
            return table.request(method, path);
        }

        @Test
        void areToldWhenOthersAreAllowed() {
            table.get("/x", request).post("/x", request);
            Dispatched found = find("DELETE", "/x");
            assertEquals(Dispatched.Status.METHOD_NOT_ALLOWED, found.status());
            assertEquals(Set.of("GET", "POST"), found.allowed());
            assertEquals(Dispatched.Status.NOT_FOUND, find("DELETE", "/y").status());
        }

        @Test
        void ofAnotherRouteOfThePathAnswer() {
            table.get("/room/me", request).post("/room/{id}", request);
            assertEquals("/room/{id}", find("POST", "/room/me").route());
            assertEquals(Map.of("id", "me"), find("POST", "/room/me").params());
            assertEquals(Set.of("GET", "POST"), find("PUT", "/room/me").allowed());
        }

        @Test
        void headIsAnsweredByGet() {
            OnRequest own = (_, _) -> {};
            table.get("/x", request).get("/y", request).addRoute(List.of("head"), "/y", own);
            assertSame(request, find("HEAD", "/x").handler());
            assertSame(own, find("HEAD", "/y").handler());
        }

        @Test
        void ofWebSocketsAndRequestsAreApart() {
            table.get("/x", handler).get("/x", request);
            assertSame(handler, table.webSocket("/x").handler());
            assertSame(request, find("GET", "/x").handler());
        }
    }

    @Nested
    class Groups {
        private final Middleware outer = (request, next) -> next.handle(request);
        private final Middleware inner = (request, next) -> next.handle(request);
        private final Middleware own = (request, next) -> next.handle(request);

        @Test
        void prefixPathsAndSurroundRoutes() {
            table.addGroup(
                    "/api",
                    api -> api.addGroup("/v1", v1 -> v1.get("/chat", (Object) handler, own), inner)
                            .get("/plain", handler),
                    outer);
            assertEquals("/api/v1/chat", route("/api/v1/chat"));
            assertEquals(
                    List.of(outer, inner, own), table.webSocket("/api/v1/chat").middleware());
            assertEquals(List.of(outer), table.webSocket("/api/plain").middleware());
        }
    }

    @Nested
    class Registration {
        private String refusal(String pattern, Object any) {
            return String.valueOf(assertThrows(IllegalArgumentException.class, () -> table.get(pattern, any))
                    .getMessage());
        }

        @Test
        @Spec("framework 17")
        void wantsASlash() {
            assertTrue(refusal("chat", handler).contains("path 'chat' of server 'ws' does not begin with a slash"));
            var group =
                    assertThrows(IllegalArgumentException.class, () -> table.addGroup("/a", a -> a.get("b", handler)));
            assertTrue(String.valueOf(group.getMessage()).contains("'b'"));
            assertThrows(IllegalArgumentException.class, () -> table.addGroup("a", _ -> {}));
            assertThrows(IllegalArgumentException.class, () -> table.addGroup("/a/", _ -> {}));
        }

        @ParameterizedTest
        @CsvSource({
            "/x, /x",
            "/room/{id}, /room/{name}",
            "/user[/{id}], /user",
            "/user[/{id}], /user/{x}",
            "/f/{a:.+}, /f/{b:.+}"
        })
        @Spec("framework 18")
        void refusesWhatCannotBeToldApart(String first, String second) {
            add(first);
            String why = refusal(second, handler);
            assertTrue(why.contains(first) && why.contains(second), why);
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "/{",
                    "/}",
                    "/{}",
                    "/{a b}",
                    "/{a:(}",
                    "/{a:(x)}",
                    "/{a}/{a}",
                    "/{a}/{a:.*}",
                    "/{a:.*}/{a}",
                    "/a[",
                    "/a]",
                    "/a[b]c",
                    "/a[b]]",
                    "/a[]",
                    "/a[b[c]",
                    "/a[b]{c}",
                    "/a[b][c]"
                })
        void refusesPatternsThatAreNotWellFormed(String pattern) {
            assertTrue(refusal(pattern, handler).contains(pattern));
        }

        @Test
        @Spec("framework 23")
        void refusesHandlersThatHandleNothing() {
            assertTrue(refusal("/x", "text").contains("java.lang.String"));
            assertTrue(refusal("/x", Object.class).contains("class java.lang.Object"));
        }

        @Test
        void refusesWebSocketsWithOtherMethodsThanGet() {
            var thrown = assertThrows(IllegalArgumentException.class, () -> table.post("/x", (Object) handler));
            assertTrue(String.valueOf(thrown.getMessage()).contains("POST"));
            assertThrows(IllegalArgumentException.class, () -> table.addRoute(List.of(), "/x", handler));
            assertThrows(IllegalArgumentException.class, () -> table.addRoute(List.of("G T"), "/x", handler));
        }
    }

    /** A controller of both kinds. */
    static final class Both implements OnMessage, OnClose, OnRequest {
        @Override
        public void onMessage(Server server, Frame frame) {}

        @Override
        public void onClose(Server server, int fd, int reactorId) {}

        @Override
        public void onRequest(Request request, Response response) {}
    }

    @Nested
    class Classes {
        @Test
        @Spec("framework 24")
        void areMadeOnceForAllTheirRoutes() {
            AtomicInteger made = new AtomicInteger();
            table.get("/a", Both.class).get("/b", Both.class);
            table.resolve(container(made));
            Object object = table.webSocket("/a").handler();
            assertNotNull(object);
            for (int i = 0; i < 100; i++)
                assertSame(object, table.webSocket("/b").handler());
            assertSame(object, table.request("GET", "/a").handler());
            assertSame(object, table.webSocketHandler("/b"));
            assertNull(table.webSocketHandler("/c"));
            assertEquals(1, made.get());
        }

        private Container container(AtomicInteger made) {
            return new Container() {
                @Override
                public <T> T get(Class<T> type) {
                    made.incrementAndGet();
                    return type.cast(new Both());
                }
            };
        }

        @Test
        void thatCannotBeMadeAreNamed() {
            table.get("/a", Both.class);
            Container broken = new Container() {
                @Override
                public <T> T get(Class<T> type) {
                    throw new IllegalStateException("no database");
                }
            };
            var thrown = assertThrows(IllegalStateException.class, () -> table.resolve(broken));
            String why = String.valueOf(thrown.getMessage());
            assertTrue(why.contains(Both.class.getName()) && why.contains("/a"), why);
        }

        @Test
        void perConnectionAreHandlersThemselves() {
            Handlers.PerConnection each = Handlers.perConnection(Both::new);
            table.get("/each", each);
            assertSame(each, table.webSocket("/each").handler());
        }
    }

    @Test
    void repliesAreNoHandlers() {
        assertThrows(IllegalArgumentException.class, () -> table.get("/x", HttpReply.of(200)));
    }
}

package swoole4j.server.admin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static swoole4j.Constants.SWOOLE_SERVER_COMMAND_EVENT_WORKER;

import ch.qos.logback.classic.Level;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import swoole4j.Server;
import swoole4j.SwooleException;
import swoole4j.Timer;
import swoole4j.testing.LogLines;
import swoole4j.testing.TestServer;
import swoole4j.tests.Spec;

/** admin_server: commands over HTTP. */
class AdminServerTest {
    /** SHA-1 of "admin" and "secret". */
    private static final String TOKEN = "69590c5075137e4e42658c15f8f73d982e76b056";

    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpClient http = HttpClient.newHttpClient();
    private final Server server = new Server("127.0.0.1", 0);

    private TestServer start(String address) {
        server.set(Map.of("worker_num", 2, "admin_server", address));
        server.on("receive", (Server it, int fd) -> it.send(fd, "x"));
        return TestServer.start(server);
    }

    @AfterEach
    void closeClient() {
        http.close();
    }

    private HttpRequest.Builder request(String path) {
        swoole4j.http.Server admin = server.adminServer();
        assertNotNull(admin);
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + admin.port() + path))
                .timeout(Duration.ofSeconds(10));
    }

    private HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
        return http.send(request.build(), BodyHandlers.ofString());
    }

    private JsonNode get(String path) throws Exception {
        HttpResponse<String> response = send(request(path));
        assertEquals(200, response.statusCode(), response::body);
        assertEquals(
                "*",
                response.headers().firstValue("Access-Control-Allow-Origin").orElse(""));
        return JSON.readTree(response.body());
    }

    private void mustRefuse(HttpRequest.Builder request, String why) throws Exception {
        HttpResponse<String> response = send(request);
        assertEquals(403, response.statusCode());
        assertEquals(JSON.readTree("{\"code\":4003,\"data\":\"" + why + "\"}"), JSON.readTree(response.body()));
    }

    @Test
    @Spec("server 267")
    void answersStatistics() throws Exception {
        try (var _ = start("127.0.0.1:0")) {
            JsonNode reply = get("/api/server_stats");
            assertEquals(0, reply.get("code").asInt(-1));
            assertEquals(2, reply.at("/data/worker_num").asInt());
            assertTrue(reply.at("/data/worker_request_count").isNumber(), "the master is worker 0");
        }
        assertNull(server.adminServer());
    }

    @ParameterizedTest
    @ValueSource(strings = {"server_reload", "server_shutdown", "close_session"})
    @Spec("server 268")
    void whatChangesSomethingNeedsPost(String command) throws Exception {
        try (var _ = start("127.0.0.1:0")) {
            mustRefuse(request("/api/" + command), command + " needs POST");
        }
    }

    @Test
    void shutsTheServerDown() throws Exception {
        try (var running = start("127.0.0.1:0")) {
            HttpResponse<String> response = send(request("/api/server_shutdown").POST(BodyPublishers.noBody()));
            assertEquals(200, response.statusCode());
            running.awaitEnd();
        }
    }

    @Test
    @Spec("server 269")
    void theTokenMustBeRight() throws Exception {
        try (var _ = start("admin:secret@127.0.0.1:0")) {
            mustRefuse(request("/api/getpid"), "Bad access token");
            mustRefuse(request("/api/getpid").header("X-ADMIN-SERVER-ACCESS-TOKEN", "secret"), "Bad access token");
            HttpResponse<String> response = send(request("/api/getpid").header("X-ADMIN-SERVER-ACCESS-TOKEN", TOKEN));
            assertEquals(200, response.statusCode());
        }
    }

    @Test
    void withoutATokenTheLogSaysSo() throws Exception {
        try (var log = LogLines.open();
                var _ = start("127.0.0.1:0")) {
            log.mustWarn("admin_server asks for no token");
        }
    }

    @Test
    void aProcessIsNamed() throws Exception {
        server.addCommand(
                "who",
                SWOOLE_SERVER_COMMAND_EVENT_WORKER,
                (Server it, String data) -> "{\"id\":" + it.workerId() + "}");
        try (var _ = start("127.0.0.1:0")) {
            assertEquals("{\"id\":1}", get("/api/who/worker-1").toString());
            assertEquals(
                    "{\"code\":0,\"data\":{\"worker-0\":{\"id\":0},\"worker-1\":{\"id\":1}}}",
                    get("/api/who/all_worker").toString());
            assertEquals(
                    "{\"code\":505,\"data\":\"Invalid params\"}",
                    get("/api/who/worker-7").toString());
            assertEquals(
                    "{\"code\":507,\"data\":\"Operation not support\"}",
                    get("/api/who").toString());
            assertEquals(
                    "{\"code\":9012,\"data\":\"Server invalid command\"}",
                    get("/api/nobody").toString());
            for (String bad : new String[] {"nobody", "worker-", "worker-x", "worker--1", "-1", "allof"}) {
                mustRefuse(request("/api/who/" + bad), "Bad process");
            }
        }
    }

    @Test
    void argumentsComeFromQueryAndForm() throws Exception {
        try (var running = start("127.0.0.1:0");
                var client = running.connect()) {
            assertEquals('x', client.sendText("hi").readBytes(1)[0]);
            assertEquals(
                    "127.0.0.1",
                    get("/api/get_client_info?session_id=1")
                            .at("/data/remote_ip")
                            .asText());
            assertEquals(4003, get("/api/get_client_info").get("code").asInt());
            assertEquals(
                    4004, get("/api/get_client_info?session_id=99").get("code").asInt());
            send(request("/api/close_session")
                    .header("Content-Type", "application/x-www-form-urlencoded")
                    .POST(BodyPublishers.ofString("session_id=1")));
            assertEquals(0, client.readToEnd().length);
        }
    }

    @Test
    void severalAtOnce() throws Exception {
        try (var _ = start("127.0.0.1:0")) {
            String calls = "[{\"command\":\"getpid\"},{\"command\":\"getpid\",\"process\":\"nobody\"},7]";
            HttpResponse<String> response = send(request("/api/multi").POST(BodyPublishers.ofString(calls)));
            JsonNode replies = JSON.readTree(response.body()).get("data");
            assertEquals(
                    ProcessHandle.current().pid(), replies.at("/0/data/pid").asLong());
            assertEquals(4003, replies.at("/1/code").asInt());
            assertEquals(4003, replies.at("/2/code").asInt());
            assertEquals(403, send(request("/api/multi")).statusCode());
            String deep = "[".repeat(100_000);
            assertEquals(
                    403,
                    send(request("/api/multi").POST(BodyPublishers.ofString(deep)))
                            .statusCode());
        }
    }

    @Test
    void otherPathsAndMethods() throws Exception {
        try (var _ = start("127.0.0.1:0")) {
            assertEquals(404, send(request("/")).statusCode());
            assertEquals(404, send(request("/apiary/getpid")).statusCode());
            mustRefuse(request("/api"), "Bad API path");
            mustRefuse(request("/api/a/b/c"), "Bad API path");
            HttpResponse<String> options = send(request("/api/getpid").method("OPTIONS", BodyPublishers.noBody()));
            assertEquals(200, options.statusCode());
            assertEquals("", options.body());
            assertEquals(
                    "*",
                    options.headers().firstValue("Access-Control-Allow-Origin").orElse(""));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "server_setting",
                "server_stats",
                "get_all_commands",
                "get_all_ports",
                "get_version_info",
                "get_connections",
                "get_worker_info",
                "coroutine_stats",
                "getpid",
                "memory_usage",
                "get_server_memory_usage",
                "get_server_cpu_usage",
                "gc_status",
                "get_manager_info",
                "get_all_sockets"
            })
    void everyBuiltInCommandAnswers(String command) throws Exception {
        try (var _ = start("127.0.0.1:0")) {
            JsonNode reply = get("/api/" + command + "/worker-1");
            assertEquals(0, reply.get("code").asInt(-1), reply::toString);
            assertTrue(reply.get("data").size() > 0 || command.equals("get_connections"), reply::toString);
        }
    }

    @Test
    void timersAreThoseOfTheWorkerThatIsAsked() throws Exception {
        CountDownLatch ticking = new CountDownLatch(1);
        server.on("workerStart", (Server it, int worker) -> {
            if (worker == 0) return;
            Timer.tick(3_600_000, (int id) -> {});
            ticking.countDown();
        });
        try (var _ = start("127.0.0.1:0")) {
            assertTrue(ticking.await(20, TimeUnit.SECONDS));
            JsonNode timers = get("/api/get_timer_list/worker-1").get("data");
            assertEquals(1, timers.size(), timers::toString);
            assertEquals(3_600_000, timers.at("/0/info/interval").asInt(), timers::toString);
            assertEquals(1, timers.at("/0/id").asInt(), timers::toString);
            assertEquals(0, get("/api/get_timer_list/worker-0").get("data").size());
            assertEquals(0, get("/api/get_timer_list/manager").get("data").size());
            assertEquals(
                    1,
                    get("/api/get_worker_info/worker-1")
                            .at("/data/timer_stats/num")
                            .asInt());
        }
    }

    @Test
    void socketsAreThoseThatListenAndConnections() throws Exception {
        try (var running = start("127.0.0.1:0");
                var client = running.connect()) {
            assertEquals('x', client.sendText("hi").readBytes(1)[0]);
            JsonNode sockets = get("/api/get_all_sockets").get("data");
            assertEquals(2, sockets.size(), sockets::toString);
            assertEquals(running.port(), sockets.at("/0/port").asInt());
            assertTrue(sockets.at("/0/listening").asBoolean());
            assertEquals("127.0.0.1", sockets.at("/1/address").asText());
        }
    }

    @Test
    void reloadsAreCounted() throws Exception {
        CountDownLatch reloaded = new CountDownLatch(1);
        server.on("afterReload", (Server it) -> reloaded.countDown());
        try (var running = start("127.0.0.1:0")) {
            JsonNode before = get("/api/get_manager_info/manager").get("data");
            assertEquals("0 0", before.get("reload_count") + " " + before.get("reload_last_time"));
            assertTrue(running.server().reload());
            assertTrue(reloaded.await(20, TimeUnit.SECONDS));
            JsonNode after = get("/api/get_manager_info/manager").get("data");
            assertEquals(1, after.get("reload_count").asInt());
            assertTrue(after.get("reload_last_time").asLong() > 0);
            assertEquals(running.server().managerPid(), after.get("pid").asLong());
        }
    }

    @Test
    void aSignalReloadsTheServerAndNotTheOneThatAnswers() throws Exception {
        CountDownLatch reloaded = new CountDownLatch(1);
        server.on("afterReload", (Server it) -> reloaded.countDown());
        try (var log = LogLines.open();
                var _ = start("127.0.0.1:0")) {
            String pid = Long.toString(ProcessHandle.current().pid());
            assertEquals(0, new ProcessBuilder("kill", "-USR1", pid).start().waitFor());
            assertTrue(reloaded.await(20, TimeUnit.SECONDS));
            assertEquals(
                    List.of(),
                    log.texts(Level.WARN).stream()
                            .filter(line -> line.contains("reload"))
                            .toList());
        }
    }

    @Test
    void secretsAreNotShown() throws Exception {
        try (var _ = start("admin:secret@127.0.0.1:0")) {
            HttpResponse<String> response =
                    send(request("/api/server_setting").header("X-ADMIN-SERVER-ACCESS-TOKEN", TOKEN));
            assertTrue(
                    response.body().contains("worker_num") && !response.body().contains("secret"), response::body);
        }
    }

    @Test
    void whatOnlyPhpHasIsUnsupported() throws Exception {
        try (var _ = start("127.0.0.1:0")) {
            assertEquals(
                    "{\"code\":4004,\"data\":\"unsupported\"}",
                    get("/api/opcache_status").toString());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"localhost", ":9502", "127.0.0.1:x", "127.0.0.1:70000", "user@127.0.0.1:1", "@127.0.0.1:1"})
    void anAddressThatIsNoneIsRefusedAtTheStart(String address) {
        server.set(Map.of("admin_server", address));
        server.on("receive", (Server it, int fd) -> {});
        String message = String.valueOf(
                assertThrows(SwooleException.class, server::start).getMessage());
        assertTrue(message.startsWith("option admin_server"), message);
    }
}

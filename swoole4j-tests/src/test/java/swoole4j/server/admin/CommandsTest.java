package swoole4j.server.admin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static swoole4j.Constants.SWOOLE_SERVER_COMMAND_EVENT_WORKER;
import static swoole4j.Constants.SWOOLE_SERVER_COMMAND_MANAGER;
import static swoole4j.Constants.SWOOLE_SERVER_COMMAND_MASTER;
import static swoole4j.Constants.SWOOLE_SERVER_COMMAND_REACTOR_THREAD;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import swoole4j.Coroutine;
import swoole4j.Server;
import swoole4j.server.Command;
import swoole4j.testing.LogLines;
import swoole4j.testing.TestServer;
import swoole4j.tests.Spec;

/** addCommand() and command(). */
class CommandsTest {
    private static final int ANY = SWOOLE_SERVER_COMMAND_MASTER | SWOOLE_SERVER_COMMAND_EVENT_WORKER;
    private static final Command<Server> WHO =
            (server, data) -> "{\"worker\":" + server.workerId() + ",\"data\":" + data + "}";

    private final Server server = new Server("127.0.0.1", 0);
    private final BlockingQueue<List<@Nullable Object>> results = new LinkedBlockingQueue<>();

    /** Runs the server of two workers until worker 0 has made the call. */
    private @Nullable List<@Nullable Object> inMaster(Function<Server, @Nullable Object> call) throws Exception {
        server.set(Map.of("worker_num", 2));
        server.on("receive", (Server it, int fd) -> {});
        server.on("start", (Server it) -> results.add(Arrays.asList(call.apply(it), it.getLastError())));
        try (var _ = TestServer.start(server)) {
            return results.poll(15, TimeUnit.SECONDS);
        }
    }

    @Test
    @Spec("server 263")
    void aNameIsTakenOnce() {
        assertTrue(server.addCommand("who", ANY, WHO));
        assertFalse(server.addCommand("who", ANY, WHO));
    }

    @Test
    @Spec("server 263")
    void reactorsCarryNothingOut() throws Exception {
        try (var log = LogLines.open()) {
            assertFalse(server.addCommand("who", ANY | SWOOLE_SERVER_COMMAND_REACTOR_THREAD, WHO));
            log.mustWarn("reactor");
        }
    }

    @Test
    @Spec("server 263")
    void afterTheStartNoneIsTaken() throws Exception {
        try (var log = LogLines.open()) {
            assertEquals(Arrays.asList(false, 503), inMaster(it -> it.addCommand("who", ANY, WHO)));
            log.mustWarn("unable to add a command");
        }
    }

    @Test
    @Spec("server 264")
    void aReplyIsReadAsJson() throws Exception {
        server.addCommand("who", ANY, WHO);
        Map<String, Object> argument = Map.of("list", List.of(1, "two", 2.5, true));
        assertEquals(
                Arrays.asList(Map.of("worker", 1L, "data", Map.of("list", List.of(1L, "two", 2.5, true))), 0),
                inMaster(it -> it.command("who", 1, SWOOLE_SERVER_COMMAND_EVENT_WORKER, argument)));
    }

    @Test
    @Spec("server 264")
    void theMasterIsWorker0AndRepliesMayStayText() throws Exception {
        server.addCommand("who", ANY, WHO);
        assertEquals(
                Arrays.asList("{\"worker\":0,\"data\":null}", 0),
                inMaster(it -> it.command("who", 0, SWOOLE_SERVER_COMMAND_MASTER, null, false)));
    }

    @Test
    @Spec("server 264")
    void theManagerRepliesToo() throws Exception {
        server.addCommand("who", SWOOLE_SERVER_COMMAND_MANAGER, WHO);
        List<@Nullable Object> result = inMaster(it -> it.command("who", 0, SWOOLE_SERVER_COMMAND_MANAGER, "x"));
        assertEquals(Arrays.asList(Map.of("worker", -1L, "data", "x"), 0), result);
    }

    @Test
    @Spec("server 265")
    void whatIsUnknownHasANumber() throws Exception {
        assertEquals(
                Arrays.asList(null, 9012), inMaster(it -> it.command("nobody", 0, SWOOLE_SERVER_COMMAND_MASTER, null)));
    }

    @Test
    @Spec("server 265")
    void anIdThatDoesNotExistIsRefused() throws Exception {
        server.addCommand("who", ANY, WHO);
        assertEquals(
                Arrays.asList(null, 505),
                inMaster(it -> it.command("who", 2, SWOOLE_SERVER_COMMAND_EVENT_WORKER, null)));
    }

    @Test
    @Spec("server 265")
    void aTypeThatIsNotAcceptedIsRefused() throws Exception {
        server.addCommand("who", SWOOLE_SERVER_COMMAND_MASTER, WHO);
        assertEquals(
                Arrays.asList(null, 507),
                inMaster(it -> it.command("who", 0, SWOOLE_SERVER_COMMAND_EVENT_WORKER, null)));
    }

    @Test
    @Spec("server 266")
    void outsideOfTheMasterNobodyGivesCommands() throws Exception {
        server.addCommand("who", ANY, WHO);
        server.on("receive", (Server it, int fd) -> {});
        try (var running = TestServer.start(server);
                var log = LogLines.open()) {
            assertNull(running.server().command("who", 0, SWOOLE_SERVER_COMMAND_MASTER, null));
            assertEquals(505, server.getLastError());
            log.mustWarn("worker 0");
        }
    }

    @Test
    void whatIsNoStringAndWhatIsThrownAreReplies() throws Exception {
        Command<Server> throwing = (_, _) -> {
            throw new IllegalStateException("as meant");
        };
        server.addCommand("number", ANY, (Server _, String _) -> 7);
        server.addCommand("throwing", ANY, throwing);
        try (var _ = LogLines.open()) {
            List<@Nullable Object> result = inMaster(it -> List.of(
                    String.valueOf(it.command("number", 0, SWOOLE_SERVER_COMMAND_MASTER, null, false)),
                    String.valueOf(it.command("throwing", 1, SWOOLE_SERVER_COMMAND_EVENT_WORKER, null, false))));
            assertNotNull(result);
            assertEquals(
                    List.of(
                            "{\"data\":\"wrong return type\",\"code\":-2}",
                            "{\"data\":\"failed to call function\",\"code\":-1}"),
                    result.getFirst());
        }
    }

    private static @Nullable Object data(@Nullable Object reply) {
        return reply instanceof Map<?, ?> map && map.get("code").equals(0L) ? map.get("data") : reply;
    }

    @Test
    void coroutinesOfAWorkerAreListed() throws Exception {
        List<@Nullable Object> result = inMaster(it -> {
            int parked = Coroutine.go(Coroutine::yield);
            try {
                Object list = data(it.command("coroutine_list", 0, SWOOLE_SERVER_COMMAND_EVENT_WORKER, Map.of()));
                Object facts = data(it.command("get_coroutine_list", 0, SWOOLE_SERVER_COMMAND_EVENT_WORKER, Map.of()));
                Object one = ((List<?>) facts)
                        .stream()
                                .filter(map -> ((Map<?, ?>) map).get("id").equals((long) parked))
                                .findFirst();
                return List.of(((List<?>) list).contains((long) parked), one.toString());
            } finally {
                Coroutine.resume(parked);
            }
        });
        List<?> listed = (List<?>) result.getFirst();
        assertEquals(true, listed.getFirst());
        assertTrue(listed.get(1).toString().contains("stack_usage=0"), listed::toString);
        assertTrue(listed.get(1).toString().contains("function=yield"), listed::toString);
    }

    @Test
    void theStackOfACoroutineIsTold() throws Exception {
        List<@Nullable Object> result = inMaster(it -> {
            int parked = Coroutine.go(Coroutine::yield);
            try {
                return List.of(
                        it.command("coroutine_bt", 0, SWOOLE_SERVER_COMMAND_EVENT_WORKER, Map.of("cid", parked)),
                        it.command("coroutine_bt", 0, SWOOLE_SERVER_COMMAND_EVENT_WORKER, Map.of("cid", 4711)),
                        it.command("coroutine_bt", 0, SWOOLE_SERVER_COMMAND_EVENT_WORKER, Map.of("cid", "no number")));
            } finally {
                Coroutine.resume(parked);
            }
        });
        List<?> replies = (List<?>) result.getFirst();
        Map<?, ?> first = (Map<?, ?>) ((List<?>) data(replies.getFirst())).getFirst();
        assertEquals("yield", first.get("function"));
        assertEquals("swoole4j.Coroutine", first.get("class"));
        assertEquals("Coroutine.java", first.get("file"));
        assertEquals(Map.of("code", 4004L, "data", "Coroutine#4711 not exists"), replies.get(1));
        assertEquals(Map.of("code", 4004L, "data", "Coroutine#-1 not exists"), replies.get(2));
    }
}

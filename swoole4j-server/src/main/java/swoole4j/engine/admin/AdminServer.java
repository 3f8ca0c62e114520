package swoole4j.engine.admin;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import swoole4j.SwooleException;
import swoole4j.core.coroutine.LastError;
import swoole4j.engine.config.AdminSettings;
import swoole4j.http.Request;
import swoole4j.http.Response;
import swoole4j.http.Server;

/** Answers commands over HTTP; a server of its own with one worker. Its callback runs in that worker's coroutines. */
final class AdminServer {
    private static final Logger log = LoggerFactory.getLogger(AdminServer.class);
    private static final Set<String> BY_POST = Set.of("server_reload", "server_shutdown", "close_session");
    private static final int MOST_AT_ONCE = 100;
    private static final long PATIENCE_MILLIS = TimeUnit.SECONDS.toMillis(5);

    private final Staff staff;
    private final Commands commands;
    private final byte @Nullable [] token;
    private final Server http;
    private final Thread thread;
    private final CountDownLatch listening = new CountDownLatch(1);

    /** Creates it on an address that is bound. */
    AdminServer(Server http, Staff staff, Commands commands, AdminSettings.Address address) {
        this.http = http;
        this.staff = staff;
        this.commands = commands;
        this.token = token(address);
        http.set(Map.of("worker_num", 1, "slow_callback_ms", 0));
        http.on("request", this::answer);
        http.on("start", listening::countDown);
        this.thread = new Thread(this::run, "swoole4j-admin");
        thread.setDaemon(true);
        if (token == null)
            log.warn("admin_server asks for no token: whoever reaches {}:{} may use it", address.host(), http.port());
    }

    /**
     * Binds an address.
     *
     * @throws swoole4j.SwooleException when it is taken or not local
     */
    static Server bind(AdminSettings.Address address) {
        return new Inner(address);
    }

    /** Is told from the servers of scripts by its class. */
    static final class Inner extends Server {
        Inner(AdminSettings.Address address) {
            super(address.host(), address.port());
        }
    }

    Server http() {
        return http;
    }

    /** Begins; returns when it listens. */
    void start() {
        thread.start();
        try {
            if (listening.await(PATIENCE_MILLIS, TimeUnit.MILLISECONDS)) return;
            log.warn("admin_server does not listen after {} ms", PATIENCE_MILLIS);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        try {
            http.start();
        } catch (RuntimeException e) { // the server itself can do without
            log.error("admin_server cannot start", e);
        } finally {
            listening.countDown();
        }
    }

    void stop() {
        http.shutdown();
        try {
            thread.join(PATIENCE_MILLIS);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private static byte @Nullable [] token(AdminSettings.Address address) {
        if (address.user().isEmpty()) return null;
        try {
            byte[] digest = MessageDigest.getInstance("SHA-1")
                    .digest((address.user() + address.secret()).getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest).getBytes(StandardCharsets.US_ASCII);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e); // every JDK has it
        }
    }

    private void answer(Request request, Response response) {
        String path = String.valueOf(request.server().get("request_uri"));
        List<String> words = List.of(path.replaceAll("^/+|/+$", "").split("/+", -1));
        if (!words.getFirst().equals("api")) {
            response.status(404);
            response.end();
            return;
        }
        response.header("Access-Control-Allow-Origin", "*");
        response.header("Access-Control-Allow-Methods", "GET, POST, OPTIONS");
        response.header("Access-Control-Allow-Headers", "X-ADMIN-SERVER-ACCESS-TOKEN, Content-Type");
        if (request.getMethod().equals("OPTIONS")) {
            response.end();
            return;
        }
        response.header("Content-Type", "application/json");
        if (!isTrusted(request)) {
            refuse(response, "Bad access token");
        } else if (words.size() < 2 || words.size() > 3) {
            refuse(response, "Bad API path");
        } else if (words.get(1).equals("multi")) {
            several(request, response);
        } else {
            one(request, response, words.get(1), words.size() == 3 ? words.get(2) : "master");
        }
    }

    private boolean isTrusted(Request request) {
        if (token == null) return true;
        Object given = request.header().get("x-admin-server-access-token");
        return given != null && MessageDigest.isEqual(token, given.toString().getBytes(StandardCharsets.UTF_8));
    }

    private static void refuse(Response response, String why) {
        response.status(403);
        response.end(Reply.of(Reply.BAD_PARAMETER, why));
    }

    private void one(Request request, Response response, String command, String process) {
        boolean post = request.getMethod().equals("POST");
        if (BY_POST.contains(command) && !post) {
            refuse(response, command + " needs POST");
            return;
        }
        Map<String, Object> arguments = new LinkedHashMap<>(post ? request.post() : request.get());
        if (process.equals("specific")) {
            response.end(Reply.ok(specific(command, arguments)));
            return;
        }
        List<Target> targets = Target.of(process, staff);
        if (targets == null) {
            refuse(response, "Bad process");
        } else if (process.startsWith("all")) {
            response.end(Reply.ok(each(command, targets, arguments)));
        } else {
            response.end(JsonWriter.write(run(command, targets.getFirst(), arguments)));
        }
    }

    /** Those that the argument {@code workers} lists. */
    private Map<String, @Nullable Object> specific(String command, Map<String, Object> arguments) {
        List<Target> targets = new ArrayList<>();
        Map<String, @Nullable Object> replies = new LinkedHashMap<>();
        Object workers = arguments.get("workers");
        if (workers instanceof Map<?, ?> numbered) workers = numbered.values();
        if (workers instanceof Collection<?> names) {
            for (Object name : names) {
                List<Target> known = Target.of(String.valueOf(name), staff);
                if (known == null) {
                    replies.put(String.valueOf(name), false);
                } else {
                    targets.addAll(known);
                }
            }
        }
        replies.putAll(each(command, targets, arguments));
        return replies;
    }

    private Map<String, @Nullable Object> each(String command, List<Target> targets, Map<String, Object> arguments) {
        Map<String, @Nullable Object> replies = new LinkedHashMap<>();
        for (Target target : targets) replies.put(target.name(), run(command, target, arguments));
        return replies;
    }

    private @Nullable Object run(String command, Target target, Map<String, ?> arguments) {
        String reply = commands.run(staff, command, target.id(), target.type(), JsonWriter.write(arguments));
        return reply == null ? Reply.failure(LastError.get()) : Commands.decode(reply);
    }

    /** A list of maps with {@code command}, {@code process} and {@code args}. */
    private void several(Request request, Response response) {
        Object calls = request.getMethod().equals("POST") ? read(request.getContent()) : null;
        if (!(calls instanceof List<?> list) || list.size() > MOST_AT_ONCE) {
            refuse(response, "multi needs POST with a JSON list of at most " + MOST_AT_ONCE + " commands");
            return;
        }
        List<@Nullable Object> replies = new ArrayList<>();
        for (Object call : list) replies.add(single(call));
        response.end(Reply.ok(replies));
    }

    private static @Nullable Object read(String json) {
        try {
            return JsonReader.read(json);
        } catch (SwooleException _) { // the peer's fault, which is no line in the log
            return null;
        }
    }

    private @Nullable Object single(@Nullable Object call) {
        if (!(call instanceof Map<?, ?> map) || !(map.get("command") instanceof String command)) {
            return Reply.map(Reply.BAD_PARAMETER, "require command");
        }
        Object process = map.get("process");
        List<Target> targets = Target.of(process == null ? "master" : process.toString(), staff);
        if (targets == null) return Reply.map(Reply.BAD_PARAMETER, "Bad process");
        Map<String, Object> arguments = new LinkedHashMap<>();
        if (map.get("args") instanceof Map<?, ?> args) {
            args.forEach((key, value) -> arguments.put(String.valueOf(key), value));
        }
        if (targets.size() == 1) return run(command, targets.getFirst(), arguments);
        return each(command, targets, arguments);
    }
}

package swoole4j.server.process;

import static swoole4j.Constants.SWOOLE_PROCESS;
import static swoole4j.Constants.SWOOLE_SERVER_COMMAND_EVENT_WORKER;
import static swoole4j.Constants.SWOOLE_SERVER_COMMAND_MANAGER;
import static swoole4j.Constants.SWOOLE_SERVER_COMMAND_MASTER;
import static swoole4j.Constants.SWOOLE_SERVER_COMMAND_TASK_WORKER;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import swoole4j.Coroutine;
import swoole4j.Process;
import swoole4j.Server;

/**
 * A server with workers of all kinds, each of them a process. Clients tell event workers what to do, a line each; what comes
 * back to an event worker goes to the client that it is about.
 */
final class Crew {
    private static final int LARGE = 200_000;
    private static final List<Process> PROCESSES = new ArrayList<>();

    private Crew() {}

    public static void main(String[] args) {
        Server server = new Server("127.0.0.1", 0, SWOOLE_PROCESS);
        Map<String, Object> settings = new LinkedHashMap<>(Map.of("open_eof_split", true, "package_eof", "\r\n"));
        int users = 0;
        for (String setting : args) {
            String[] pair = setting.split("=", 2);
            if (pair[0].equals("users")) {
                users = Integer.parseInt(pair[1]);
            } else {
                settings.put(pair[0], pair[1]);
            }
        }
        server.set(settings);
        for (int i = 0; i < users; i++) PROCESSES.add(new Process(process -> user(server, process)));
        PROCESSES.forEach(server::addProcess);
        server.addCommand(
                "whoami",
                SWOOLE_SERVER_COMMAND_MASTER
                        | SWOOLE_SERVER_COMMAND_MANAGER
                        | SWOOLE_SERVER_COMMAND_EVENT_WORKER
                        | SWOOLE_SERVER_COMMAND_TASK_WORKER,
                (Server it, String json) -> "[" + it.workerId() + "," + pid() + "," + json + "]");
        server.on("start", (Server it) -> {
            System.out.println("port " + it.port());
            if (settings.containsKey("commands")) command(it);
            if (settings.containsKey("greets")) it.sendMessage(List.of(0, "from the master"), 0);
        });
        server.on("managerStart", (Server it) -> {
            if (settings.containsKey("greets")) it.sendMessage(List.of(0, "from the manager"), 0);
        });
        server.on(
                "workerStart",
                (Server it, int worker) ->
                        System.out.println("begins " + worker + " " + it.taskworker() + " " + pid()));
        server.on("workerStop", (Server it, int worker) -> System.out.println("ends " + worker + " " + pid()));
        server.on(
                "workerError",
                (Server it, int worker, int pid, int code, int signal) ->
                        System.out.println("error " + worker + " " + pid + " " + code + " " + signal));
        server.on("beforeReload", (Server it) -> System.out.println("before reload"));
        server.on("afterReload", (Server it) -> System.out.println("after reload"));
        server.on("receive", (Server it, int fd, int reactor, String line) -> handle(it, fd, line.strip()));
        server.on("task", (Server it, int id, int source, Object data) -> work(it, id, source, data));
        server.on("finish", (Server it, int id, Object data) -> {
            List<?> result = (List<?>) data;
            it.send((Integer) result.get(0), "finish " + id + " " + result.get(1) + " in " + pid() + "\r\n");
        });
        server.on("pipeMessage", (Server it, int source, Object data) -> {
            List<?> message = (List<?>) data;
            String text = "message from " + source + " to " + it.workerId() + " " + message.get(1) + "\r\n";
            System.out.print(text);
            if (it.taskworker()) it.sendMessage(List.of(message.get(0), "back"), source);
            if ((Integer) message.get(0) > 0) it.send((Integer) message.get(0), text);
        });
        System.out.println("returns " + server.start());
    }

    private static void command(Server server) {
        int[] types = {
            SWOOLE_SERVER_COMMAND_MASTER,
            SWOOLE_SERVER_COMMAND_MANAGER,
            SWOOLE_SERVER_COMMAND_EVENT_WORKER,
            SWOOLE_SERVER_COMMAND_TASK_WORKER
        };
        for (int type : types) {
            Object reply = server.command("whoami", 0, type, List.of(type), true);
            while (reply == null) { // its process is not there yet
                Coroutine.sleep(0.05);
                reply = server.command("whoami", 0, type, List.of(type), true);
            }
            System.out.println("command " + type + " " + reply);
        }
        Object none = server.command("whoami", 7, SWOOLE_SERVER_COMMAND_TASK_WORKER, null);
        System.out.println("command to nobody " + none + " " + server.getLastError());
    }

    private static long pid() {
        return ProcessHandle.current().pid();
    }

    /** An object of the program's own, which is a task and its result. */
    private record Sum(List<Integer> numbers, int total) implements Serializable {}

    /** Has the client, the order, and what the order is about. */
    private static @Nullable Object work(Server server, int id, int source, Object data) throws InterruptedException {
        if (data instanceof Sum sum)
            return new Sum(
                    sum.numbers,
                    sum.numbers.stream().mapToInt(Integer::intValue).sum());
        List<?> order = (List<?>) data;
        int fd = (Integer) order.get(0);
        String text = (String) order.get(2);
        switch ((String) order.get(1)) {
            case "quiet" -> {
                return null;
            }
            case "die" -> {
                System.out.println("dies " + pid());
                Runtime.getRuntime().halt(7);
            }
            case "sleep" -> {
                System.out.println("sleeps " + pid());
                Thread.sleep((long) (1000 * Double.parseDouble(text)));
            }
            case "twice" -> server.finish(List.of(fd, "first"));
            case "push" -> server.send(fd, "sent by a task " + server.workerId() + "\r\n");
            case "size" -> {
                return List.of(fd, Integer.toString(((String) order.get(3)).length()), order.get(3));
            }
            default -> {}
        }
        return List.of(fd, text + " of " + id + " from " + source + " by " + pid());
    }

    private static void handle(Server server, int fd, String line) {
        String[] words = line.split(" ", 3);
        String rest = words.length > 1 ? words[1] : "";
        switch (words[0]) {
            case "who" -> server.send(fd, "who " + pid() + "\r\n");
            case "pipe" -> {
                Process process = PROCESSES.get(0);
                process.write(rest);
                server.send(fd, "read " + process.read() + "\r\n");
            }
            case "id" -> server.send(fd, server.workerId() + "\r\n");
            case "task" -> server.task(List.of(fd, rest, words[2]));
            case "to" -> {
                int id = server.task(List.of(fd, "plain", words[2]), Integer.parseInt(rest));
                if (id < 0) server.send(fd, "refused " + server.getLastError() + "\r\n");
            }
            case "call" ->
                server.task(List.of(fd, "plain", rest), -1, (Server it, int id, Object data) -> {
                    it.send(fd, "called " + ((List<?>) data).get(1) + "\r\n");
                });
            case "wait" -> {
                Object result = server.taskwait(List.of(fd, rest, words[2]), 10);
                server.send(
                        fd, "result " + (result == null ? server.getLastError() : ((List<?>) result).get(1)) + "\r\n");
            }
            case "sum" -> {
                List<Integer> numbers =
                        Stream.of(rest.split(",", -1)).map(Integer::valueOf).toList();
                server.send(fd, "sum " + server.taskwait(new Sum(numbers, 0), 10) + "\r\n");
            }
            case "large" -> {
                Object result = server.taskwait(List.of(fd, "size", "", "x".repeat(LARGE)), 10);
                List<?> parts = (List<?>) Objects.requireNonNull(result);
                server.send(fd, "large " + parts.get(1) + " " + ((String) parts.get(2)).length() + "\r\n");
            }
            case "all" -> {
                List<?> results = Objects.requireNonNull(server.taskCo(
                        List.of(List.of(fd, "plain", "a"), List.of(fd, "quiet", "b"), List.of(fd, "plain", "c")), 1));
                server.send(
                        fd,
                        "all " + ((List<?>) results.get(0)).get(1) + ", " + results.get(1) + ", "
                                + ((List<?>) results.get(2)).get(1) + "\r\n");
            }
            case "message" -> {
                int to = rest.equals("other") ? 1 - server.workerId() : Integer.parseInt(rest);
                boolean sent = server.sendMessage(List.of(fd, words[2]), to);
                if (!sent) server.send(fd, "not sent " + server.getLastError() + "\r\n");
            }
            case "reload" -> server.send(fd, server.reload(true) + "\r\n");
            case "stop" -> server.send(fd, server.stop(Integer.parseInt(rest)) + "\r\n");
            case "stats" -> {
                Map<String, Long> stats = Objects.requireNonNull(server.stats());
                server.send(
                        fd,
                        "stats " + stats.get("task_worker_num") + " " + stats.get("task_idle_worker_num") + " "
                                + stats.get("tasking_num") + " " + stats.get("task_count") + " "
                                + stats.get("user_worker_num") + "\r\n");
            }
            default -> server.send(fd, "unknown\r\n");
        }
    }

    /** Greets every connection once, and event worker 0. */
    private static void user(Server server, Process process) {
        System.out.println("user " + process.id() + " " + server.workerId() + " " + pid());
        server.sendMessage(List.of(0, "from a process"), 0);
        System.out.println("waits " + server.taskwait("nothing"));
        process.signal(Process.SIGTERM, () -> {
            System.out.println("terminated " + pid());
            process.exit(0);
        });
        Coroutine.create(() -> {
            while (true) process.write(process.read() + " by " + process.id());
        });
        int[] last = {0};
        while (true) {
            for (int fd : server.connections()) {
                if (fd <= last[0]) continue;
                last[0] = fd;
                Map<String, Object> info = server.getClientInfo(fd);
                server.send(fd, "hello " + (info == null ? "nobody" : info.get("remote_ip")) + "\r\n");
            }
            Coroutine.sleep(0.02);
        }
    }
}

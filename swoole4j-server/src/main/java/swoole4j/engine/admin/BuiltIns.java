package swoole4j.engine.admin;

import static swoole4j.Constants.SWOOLE_SERVER_COMMAND_EVENT_WORKER;
import static swoole4j.Constants.SWOOLE_SERVER_COMMAND_MANAGER;
import static swoole4j.Constants.SWOOLE_SERVER_COMMAND_MASTER;
import static swoole4j.Constants.SWOOLE_SERVER_COMMAND_TASK_WORKER;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import swoole4j.Coroutine;
import swoole4j.Server;
import swoole4j.Swoole;
import swoole4j.Timer;
import swoole4j.core.framing.Framing;
import swoole4j.engine.config.PortSettings;
import swoole4j.engine.link.Tallies;
import swoole4j.engine.link.Tally;
import swoole4j.server.Command;
import swoole4j.server.Port;

/** The commands that every server has, as far as they make sense here. What only PHP has answers 4004. Any thread. */
final class BuiltIns {
    private static final int ANYBODY = SWOOLE_SERVER_COMMAND_MASTER
            | SWOOLE_SERVER_COMMAND_MANAGER
            | SWOOLE_SERVER_COMMAND_EVENT_WORKER
            | SWOOLE_SERVER_COMMAND_TASK_WORKER;
    private static final List<String> OF_PHP = List.of(
            "get_objects",
            "get_class_info",
            "get_function_info",
            "get_object_by_handle",
            "get_static_property_value",
            "get_defined_functions",
            "get_declared_classes",
            "get_declared_interfaces",
            "get_declared_traits",
            "get_defined_constants",
            "get_included_files",
            "get_included_file_contents",
            "get_loaded_extensions",
            "get_extension_info",
            "get_resources",
            "get_globals",
            "get_composer_packages",
            "opcache_status");
    private static final int MOST_CONNECTIONS = 1000;
    private static final int MOST_COROUTINES = 1000;

    private final Staff staff;
    private final Stats stats;
    private final Commands commands;

    private BuiltIns(Staff staff, Stats stats, Commands commands) {
        this.staff = staff;
        this.stats = stats;
        this.commands = commands;
    }

    /** Adds those whose names the script did not take. */
    static void add(Staff staff, Stats stats, Commands commands) {
        BuiltIns all = new BuiltIns(staff, stats, commands);
        all.aboutTheServer();
        all.aboutConnections();
        all.aboutTheProcess();
        for (String name : OF_PHP) all.add(name, (_, _) -> Reply.of(Reply.NOT_FOUND, "unsupported"));
    }

    private void add(String name, Command<Server> command) {
        commands.add(name, ANYBODY, command);
    }

    private void aboutTheServer() {
        add("server_stats", (_, _) -> Reply.ok(stats.count(staff.statistics().caller())));
        add("server_setting", (server, _) -> Reply.ok(setting(server)));
        add("server_reload", (server, _) -> Reply.ok(server.reload() ? "Operation succeeded" : "Operation failed"));
        add("server_shutdown", (server, _) -> Reply.ok(server.shutdown() ? "Operation succeeded" : "Operation failed"));
        add("get_all_commands", (_, _) -> Reply.ok(commands.names()));
        add("get_all_ports", (server, _) -> Reply.ok(ports(server)));
        add("get_version_info", (_, _) -> Reply.ok(version()));
        add("get_manager_info", (server, _) -> Reply.ok(manager(server)));
    }

    private void aboutConnections() {
        add("get_connections", (server, _) -> Reply.ok(connections(server)));
        add("get_connection_info", BuiltIns::connection);
        add("get_client_info", BuiltIns::connection);
        add("close_session", BuiltIns::close);
        add("get_all_sockets", (server, _) -> Reply.ok(sockets(server)));
    }

    private void aboutTheProcess() {
        add("get_worker_info", (server, _) -> Reply.ok(worker(server)));
        add("coroutine_stats", (_, _) -> Reply.ok(coroutines()));
        add("coroutine_list", (_, _) -> Reply.ok(Coroutine.list()));
        add("coroutine_bt", BuiltIns::backTrace);
        add("get_coroutine_list", (_, _) -> Reply.ok(coroutineList()));
        add("get_timer_list", (_, _) -> Reply.ok(timers()));
        add("getpid", (_, _) -> Reply.ok(Map.of("pid", ProcessHandle.current().pid())));
        add("memory_usage", (_, _) -> Reply.ok(Machine.memory()));
        add("get_server_memory_usage", (_, _) -> Reply.ok(Machine.memory()));
        add("get_server_cpu_usage", (_, _) -> Reply.ok(Machine.cpu()));
        add("gc_status", (_, _) -> Reply.ok(Machine.collectors()));
    }

    private static Map<String, Object> setting(Server server) {
        Map<String, Object> setting = new LinkedHashMap<>();
        Map<String, Object> given = server.setting();
        if (given != null) setting.putAll(given);
        setting.keySet().removeIf(BuiltIns::isSecret);
        setting.put("mode", server.mode());
        setting.put("host", server.host());
        setting.put("port", server.port());
        setting.put("master_pid", server.masterPid());
        setting.put("manager_pid", server.managerPid());
        return setting;
    }

    private static boolean isSecret(String key) {
        return key.equals("admin_server") || key.equals("ssl_passphrase");
    }

    private List<Map<String, Object>> ports(Server server) {
        List<Map<String, Object>> all = new ArrayList<>();
        List<Port> ports = server.ports();
        for (int index = 0; index < ports.size(); index++) {
            Port port = ports.get(index);
            PortSettings settings = staff.context().ports().get(index).settings();
            Map<String, Object> map = new LinkedHashMap<>();
            map.put("host", port.host());
            map.put("port", port.port());
            map.put("backlog", settings.sockets().backlog());
            map.put("type", port.type());
            map.put("ssl", port.ssl());
            map.put("protocols", protocols(settings));
            map.put("connection_num", port.connections().size());
            all.add(map);
        }
        return all;
    }

    private static String protocols(PortSettings settings) {
        if (!settings.http()) return framing(settings.framing());
        return "http" + (settings.http2() ? "|http2" : "") + (settings.websocket() ? "|websocket" : "");
    }

    private static String framing(Framing framing) {
        return switch (framing) {
            case Framing.Raw _ -> "raw";
            case Framing.EofCheck _, Framing.EofSplit _ -> "eof";
            case Framing.LengthField _, Framing.LengthFunction _ -> "length";
            case Framing.Mqtt _ -> "mqtt";
            case Framing.Redis _ -> "redis";
        };
    }

    private static Map<String, Object> version() {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("os", System.getProperty("os.name") + "-" + System.getProperty("os.version"));
        map.put("swoole", Swoole.version());
        map.put("java", System.getProperty("java.version"));
        return map;
    }

    private Map<String, Object> manager(Server server) {
        Tallies.Reloads reloads = staff.statistics().reloads();
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("pid", server.managerPid());
        map.put("reload_count", reloads.count());
        map.put("reload_last_time", reloads.lastSeconds());
        return map;
    }

    /** The timers of the worker that is asked. */
    private static List<Map<String, Object>> timers() {
        List<Map<String, Object>> all = new ArrayList<>();
        for (int id : Timer.list()) {
            Map<String, Object> info = Timer.info(id);
            if (info != null) all.add(Map.of("id", id, "info", info));
        }
        return all;
    }

    /** Those that listen, then the first connections; all are of one process. */
    private static List<Map<String, Object>> sockets(Server server) {
        List<Map<String, Object>> all = new ArrayList<>();
        for (Port port : server.ports()) {
            Map<String, Object> map = new LinkedHashMap<>();
            map.put("fd", port.sock());
            map.put("socket_type", port.type());
            map.put("address", port.host());
            map.put("port", port.port());
            map.put("listening", true);
            all.add(map);
        }
        for (Map<String, Object> of : connections(server)) {
            Map<String, Object> map = new LinkedHashMap<>();
            map.put("fd", of.get("socket_fd"));
            map.put("socket_type", of.get("socket_type"));
            map.put("address", of.get("remote_ip"));
            map.put("port", of.get("remote_port"));
            map.put("listening", false);
            all.add(map);
        }
        return all;
    }

    /** The first of them: whoever wants more asks for one. */
    private static List<Map<String, Object>> connections(Server server) {
        List<Map<String, Object>> all = new ArrayList<>();
        for (int fd : server.connections()) {
            if (all.size() == MOST_CONNECTIONS) break;
            Map<String, Object> info = server.getClientInfo(fd);
            if (info == null) continue;
            Map<String, Object> map = new LinkedHashMap<>();
            map.put("session_id", fd);
            map.putAll(info);
            all.add(map);
        }
        return all;
    }

    private static String connection(Server server, String data) {
        int fd = session(data);
        if (fd == 0) return Reply.of(Reply.BAD_PARAMETER, "require session_id");
        Map<String, Object> info = server.getClientInfo(fd);
        return info == null ? Reply.of(Reply.NOT_FOUND, "session " + fd + " not exists") : Reply.ok(info);
    }

    private static String close(Server server, String data) {
        int fd = session(data);
        if (fd == 0) return Reply.of(Reply.BAD_PARAMETER, "require session_id");
        Object force = argument(data, "force");
        boolean reset = force != null && !force.equals(false) && !force.equals(0L) && !force.equals("0");
        if (server.close(fd, reset)) return Reply.ok(List.of());
        return Reply.of(Reply.NOT_FOUND, Map.of("error", server.getLastError()));
    }

    /** Returns session_id, which over HTTP is text; 0 when it is missing or no fd. */
    private static int session(String data) {
        Object id = argument(data, "session_id");
        return id == null ? 0 : Math.max(0, number(id));
    }

    /** Returns a number that may be text; -1 when it is none. */
    private static int number(Object given) {
        try {
            return Integer.parseInt(given.toString());
        } catch (NumberFormatException _) {
            return -1;
        }
    }

    /** Where a coroutine of the worker that is asked is; 0 means the one that answers. */
    private static String backTrace(Server server, String data) {
        Object given = argument(data, "cid");
        int cid = given == null ? 0 : number(given);
        List<StackTraceElement> frames = Coroutine.getBackTrace(cid);
        if (frames == null) return Reply.of(Reply.NOT_FOUND, "Coroutine#" + cid + " not exists");
        return Reply.ok(frames.stream().map(BuiltIns::frame).toList());
    }

    private static Map<String, Object> frame(StackTraceElement frame) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("file", String.valueOf(frame.getFileName()));
        map.put("line", frame.getLineNumber());
        map.put("function", frame.getMethodName());
        map.put("class", frame.getClassName());
        return map;
    }

    /** The first coroutines of the worker that is asked, each with the frame that it is in. */
    private static List<Map<String, Object>> coroutineList() {
        List<Map<String, Object>> all = new ArrayList<>();
        for (int cid : Coroutine.list()) {
            if (all.size() == MOST_COROUTINES) break;
            List<StackTraceElement> frames = Coroutine.getBackTrace(cid, 0, 1);
            if (frames == null) continue;
            Map<String, Object> map = new LinkedHashMap<>();
            map.put("id", cid);
            map.put("elapsed", Coroutine.getElapsed(cid));
            map.put("stack_usage", Coroutine.getStackUsage(cid));
            map.put("backTrace", frames.stream().map(BuiltIns::frame).toList());
            all.add(map);
        }
        return all;
    }

    private static @Nullable Object argument(String data, String name) {
        return Commands.decode(data) instanceof Map<?, ?> map ? map.get(name) : null;
    }

    private Map<String, Object> worker(Server server) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("id", server.workerId());
        map.put("pid", ProcessHandle.current().pid());
        map.put("gc_status", Machine.collectors());
        Map<String, Object> memory = Machine.memory();
        map.put("memory_usage", memory.get("usage"));
        map.put("memory_real_usage", memory.get("real_usage"));
        map.put("coroutine_stats", coroutines());
        map.put("timer_stats", Timer.stats());
        Tally own = staff.statistics().caller();
        if (own != null) map.put("request_count", own.requests());
        return map;
    }

    private Map<String, Object> coroutines() {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("coroutine_num", staff.coroutines());
        map.put("coroutine_peak_num", staff.coroutinesAtMost());
        return map;
    }
}

package swoole4j.bench;

import static swoole4j.Constants.SWOOLE_BASE;
import static swoole4j.Constants.SWOOLE_PROCESS;
import static swoole4j.Constants.SWOOLE_THREAD;
import static swoole4j.Constants.WEBSOCKET_OPCODE_TEXT;

import java.util.HashMap;
import java.util.Map;
import swoole4j.websocket.Frame;
import swoole4j.websocket.Server;

/**
 * The server under test: the callbacks a ported script would have, on one worker unless settings say otherwise. Arguments: a
 * {@link Load.Kind}, settings, and {@code base}, {@code thread} or {@code process}.
 */
final class SwooleServer {
    private SwooleServer() {}

    public static void main(String[] args) {
        Lifeline.hold();
        Load.Kind kind = Load.Kind.valueOf(args[0]);
        Server server = new Server("127.0.0.1", 0, mode(args.length > 2 ? args[2] : "base"));
        server.set(settings(kind, args.length > 1 ? args[1] : ""));
        server.on("workerStart", SwooleServer::ready);
        if (kind == Load.Kind.BROADCAST) {
            server.on("message", SwooleServer::broadcast);
        } else {
            server.on("message", SwooleServer::echo);
        }
        server.start();
    }

    private static int mode(String name) {
        return switch (name) {
            case "base" -> SWOOLE_BASE;
            case "thread" -> SWOOLE_THREAD;
            case "process" -> SWOOLE_PROCESS;
            default -> throw new IllegalArgumentException("mode " + name + ": base, thread or process is wanted");
        };
    }

    /** Said by each worker; who reads it waits for the first. */
    private static void ready(Server server, int workerId) {
        System.out.println("READY " + server.port());
    }

    private static void echo(Server server, Frame frame) {
        if (frame.opcode() == WEBSOCKET_OPCODE_TEXT) {
            server.push(frame.fd(), frame.data(), frame.opcode());
        } else {
            server.push(frame.fd(), frame.bytes(), frame.opcode());
        }
    }

    private static void broadcast(Server server, Frame frame) {
        String data = frame.data();
        for (int fd : server.connections()) {
            if (server.isEstablished(fd)) server.push(fd, data);
        }
    }

    private static Map<String, Object> settings(Load.Kind kind, String more) {
        Map<String, Object> settings = new HashMap<>();
        settings.put("worker_num", 1);
        settings.put("websocket_compression", kind == Load.Kind.DEFLATE);
        for (String pair : more.split(",", -1)) {
            if (pair.isBlank()) continue;
            String[] sides = pair.split("=", 2);
            if (sides.length < 2) throw new IllegalArgumentException("setting \"" + pair + "\": key=value is wanted");
            settings.put(sides[0].strip(), value(sides[1].strip()));
        }
        return settings;
    }

    private static Object value(String text) {
        if (text.matches("-?\\d{1,9}")) return Integer.parseInt(text);
        if (text.matches("-?\\d+\\.\\d+")) return Double.parseDouble(text);
        if (text.equals("true") || text.equals("false")) return Boolean.parseBoolean(text);
        return text;
    }
}

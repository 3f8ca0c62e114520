import static swoole4j.Constants.*;

import swoole4j.redis.Server;

// redis-cli -p 9501 set name swoole
Server server;
Map<String, String> strings = new HashMap<>(); // of the one worker, so no lock is needed
Map<String, Deque<String>> lists = new HashMap<>();
Map<String, Set<String>> sets = new HashMap<>();
Map<String, Map<String, String>> hashes = new HashMap<>();

void main(String[] argv) {
    server = new Server("127.0.0.1", argv.length > 0 ? Integer.parseInt(argv[0]) : 9501, SWOOLE_BASE);

    server.setHandler("GET", (int fd, List<String> data) -> {
        if (data.size() != 1) {
            return server.send(fd, wrongNumber("GET"));
        }
        var value = strings.get(data.get(0));
        if (value == null) {
            return server.send(fd, Server.format(Server.NIL));
        } else {
            return server.send(fd, Server.format(Server.STRING, value));
        }
    });

    server.setHandler("SET", (int fd, List<String> data) -> {
        if (data.size() != 2) {
            return server.send(fd, wrongNumber("SET"));
        }
        strings.put(data.get(0), data.get(1));
        return server.send(fd, Server.format(Server.STATUS, "OK"));
    });

    server.setHandler("lPush", (int fd, List<String> data) -> {
        if (data.size() < 2) {
            return server.send(fd, wrongNumber("lPush"));
        }
        var list = lists.computeIfAbsent(data.get(0), key -> new ArrayDeque<>());
        data.subList(1, data.size()).forEach(list::addFirst);
        return server.send(fd, Server.format(Server.INT, list.size()));
    });

    server.setHandler("rPop", (int fd, List<String> data) -> {
        if (data.size() != 1) {
            return server.send(fd, wrongNumber("rPop"));
        }
        var value = lists.getOrDefault(data.get(0), new ArrayDeque<>()).pollLast();
        // what a handler returns is sent, too
        return value == null ? Server.format(Server.NIL) : Server.format(Server.STRING, value);
    });

    server.setHandler("sAdd", (int fd, List<String> data) -> {
        if (data.size() < 2) {
            return server.send(fd, wrongNumber("sAdd"));
        }
        var set = sets.computeIfAbsent(data.get(0), key -> new TreeSet<>());
        int count = set.size();
        set.addAll(data.subList(1, data.size()));
        return server.send(fd, Server.format(Server.INT, set.size() - count));
    });

    server.setHandler("sMembers", (int fd, List<String> data) -> {
        if (data.size() != 1) {
            return server.send(fd, wrongNumber("sMembers"));
        }
        return server.send(fd, Server.format(Server.SET, sets.getOrDefault(data.get(0), Set.of())));
    });

    server.setHandler("hSet", (int fd, List<String> data) -> {
        if (data.size() != 3) {
            return server.send(fd, wrongNumber("hSet"));
        }
        var hash = hashes.computeIfAbsent(data.get(0), key -> new TreeMap<>());
        var before = hash.put(data.get(1), data.get(2));
        return server.send(fd, Server.format(Server.INT, before == null ? 1 : 0));
    });

    server.setHandler("hGetAll", (int fd, List<String> data) -> {
        if (data.size() != 1) {
            return server.send(fd, wrongNumber("hGetAll"));
        }
        return server.send(fd, Server.format(Server.MAP, hashes.getOrDefault(data.get(0), Map.of())));
    });

    server.start();
}

byte[] wrongNumber(String command) {
    return Server.format(Server.ERROR, "ERR wrong number of arguments for '" + command + "' command");
}

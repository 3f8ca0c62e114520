import swoole4j.Server;

static final int LONGEST_LINE = 1000;

/** What each client has typed behind its last line; all callbacks run on one worker, so that a plain map will do. */
final Map<Integer, String> typed = new HashMap<>();

// telnet localhost 9501
void main(String[] argv) {
    var server = new Server("0.0.0.0", argv.length > 0 ? Integer.parseInt(argv[0]) : 9501);

    server.on("connect", (Server it, int fd) -> {
        typed.put(fd, "");
        it.send(fd, "Welcome, #" + fd + ". " + it.connections().size() + " are here, /quit leaves.\r\n");
        tellOthers(it, fd, "#" + fd + " has joined");
    });
    server.on("receive", (Server it, int fd, int reactorId, String data) -> {
        String text = typed.get(fd) + data;
        for (int end; (end = text.indexOf('\n')) >= 0; text = text.substring(end + 1)) {
            String line = text.substring(0, end).strip();
            if (line.equals("/quit")) {
                it.send(fd, "Bye.\r\n");
                it.close(fd); // which calls close before it returns
                return;
            }
            if (!line.isEmpty()) tellOthers(it, fd, "#" + fd + ": " + line);
        }
        typed.put(fd, text);
        if (text.length() > LONGEST_LINE) it.close(fd);
    });
    server.on("close", (Server it, int fd) -> {
        typed.remove(fd);
        tellOthers(it, fd, "#" + fd + " has left");
    });
    server.start();
}

void tellOthers(Server server, int fd, String text) {
    for (int other : server.connections()) {
        if (other != fd) server.send(other, text + "\r\n");
    }
}

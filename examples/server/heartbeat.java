import swoole4j.Server;

// heartbeat.java [seconds] [port]: clients that send nothing for so long are closed, unless they have said "stay".
void main(String[] argv) {
    int port = argv.length > 0 ? Integer.parseInt(argv[argv.length - 1]) : 9501;
    double seconds = argv.length > 1 ? Double.parseDouble(argv[0]) : 10;

    var server = new Server("0.0.0.0", port);
    server.set(Map.of("heartbeat_idle_time", seconds, "heartbeat_check_interval", seconds / 2));
    server.on("receive", (Server it, int fd, int reactorId, String data) -> {
        switch (data.strip()) {
            case "stay" -> it.send(fd, it.protect(fd) ? "you may stay\n" : "you are gone\n");
            case "idle" -> it.send(fd, "idle: " + it.heartbeat() + "\n");
            default -> it.send(fd, "still here\n");
        }
    });
    server.on("close", (Server it, int fd) -> IO.println("#" + fd + " is closed"));
    server.start();
}

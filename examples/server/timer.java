import swoole4j.Server;
import swoole4j.Timer;

Server server;

// nc localhost 9501
void main(String[] argv) {
    server = new Server("0.0.0.0", argv.length > 0 ? Integer.parseInt(argv[0]) : 9501);
    server.set(Map.of("worker_num", 1));
    var timers = new HashMap<Integer, Integer>(); // one worker, one thread: no lock

    server.on("connect", (Server server, int fd) -> {
        int timer = Timer.tick(100, id -> {
            Map<String, Object> facts = Timer.info(id);
            if (!server.send(fd, "tick " + facts.get("exec_count") + "\n")) Timer.clear(id);
        });
        timers.put(fd, timer);
        Timer.after(30_000, () -> server.close(fd));
    });

    server.on("receive", (Server server, int fd, int reactorId, String data) -> {
        if (data.strip().equals("stop")) server.send(fd, "stopped: " + Timer.clear(timers.get(fd)) + "\n");
    });

    server.on("close", (Server server, int fd) -> {
        boolean ticking = Timer.clear(timers.remove(fd));
        IO.println("client " + fd + " has gone, its timer " + (ticking ? "ends" : "has ended"));
    });

    server.start();
}

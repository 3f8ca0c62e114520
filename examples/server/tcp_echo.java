import swoole4j.Server;

// nc localhost 9501
void main(String[] argv) {
    var server = new Server("0.0.0.0", argv.length > 0 ? Integer.parseInt(argv[0]) : 9501);

    server.on("connect", (Server it, int fd) -> {
        Map<String, Object> client = it.getClientInfo(fd);
        IO.println("#" + fd + " connected from " + client.get("remote_ip"));
    });
    // TCP knows no messages: what arrives is sent back in whatever pieces it comes.
    server.on("receive", (Server it, int fd, int reactorId, byte[] data) -> {
        if (!it.send(fd, data)) IO.println("#" + fd + " cannot be answered, error " + it.getLastError());
    });
    server.on("close", (Server it, int fd, int reactorId) -> {
        IO.println("#" + fd + (reactorId < 0 ? " was closed" : " has left"));
    });
    server.start();
}

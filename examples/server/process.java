import swoole4j.Process;
import swoole4j.Server;

Server server;

// printf 'hello' | nc localhost 9501
void main(String[] argv) {
    server = new Server("0.0.0.0", argv.length > 0 ? Integer.parseInt(argv[0]) : 9501);

    // Runs beside the workers as long as the server does, and is started again when it ends.
    var broadcaster = new Process(process -> {
        IO.println("process " + process.id() + " begins");
        while (true) {
            String message = process.read(); // null when the server ends
            if (message == null) break;
            if (message.equals("again")) process.exit(0);
            for (int fd : server.connections()) server.send(fd, "to all: " + message + "\n");
        }
    });
    server.addProcess(broadcaster);

    server.on("receive", (Server server, int fd, int reactorId, String data) -> {
        broadcaster.write(data.strip());
    });

    server.start();
}

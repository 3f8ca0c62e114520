import static swoole4j.Constants.*;

import swoole4j.Server;

Server server;

void main(String[] argv) {
    server = new Server("127.0.0.1", Integer.parseInt(argv[0]), SWOOLE_BASE);
    server.set(Map.of(
        "worker_num", 1,
        "package_max_length", 100000
    ));
    server.on("workerStart", (Server server, int id) -> {
        IO.println("worker " + id + " id=" + server.workerId() + " worker_pid_is_own=" + (server.workerPid() == ProcessHandle.current().pid()) + " taskworker=" + server.taskworker());
        IO.println("setting worker_num=" + server.setting().get("worker_num") + " package_max_length=" + server.setting().get("package_max_length") + " reactor_num=" + server.setting().containsKey("reactor_num"));
        IO.println("host=" + server.host() + " port=" + server.port() + " type=" + server.type() + " mode=" + server.mode() + " ssl=" + server.ssl() + " ports=" + server.ports().size());
    });
    server.on("receive", (Server server, int fd, int reactorId, String data) -> {
        IO.println("receive fd=" + fd + " data=" + json_encode(data));
    });
    server.start();
}

/** PHP's json_encode for text without anything to escape. */
String json_encode(String text) {
    return '"' + text + '"';
}

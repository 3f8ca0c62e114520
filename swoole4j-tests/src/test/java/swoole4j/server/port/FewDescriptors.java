package swoole4j.server.port;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import swoole4j.Server;

/** A server that keeps all descriptors of its process open when it is told to; run with few of them. */
final class FewDescriptors {
    private static final List<InputStream> hoard = new ArrayList<>();

    private FewDescriptors() {}

    public static void main(String[] args) {
        Server server = new Server("127.0.0.1");
        server.set(Map.of("transport", args[0], "max_connection", 100_000));
        server.on("receive", (Server it, int fd, int reactorId, String data) -> it.send(fd, answer(data)));
        server.on("workerStart", (Server it, int workerId) -> System.out.println("port " + it.port()));
        server.start();
    }

    private static byte[] answer(String command) throws IOException {
        switch (command) {
            case "hoard" -> hoard();
            case "release" -> {
                for (InputStream file : hoard) file.close();
            }
            default -> {}
        }
        return command.getBytes(UTF_8);
    }

    private static void hoard() {
        try {
            while (true) hoard.add(new FileInputStream("/dev/null"));
        } catch (IOException full) {
            // none is left
        }
    }
}

package swoole4j.testing;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;

/** nginx with a configuration of its own, until it is closed. */
public final class Nginx implements AutoCloseable {
    private static final int FIRST_PORT = 10_000;
    private static final int PORTS = 20_000;

    private final Program program;

    private Nginx(Program program) {
        this.program = program;
    }

    /**
     * Starts it and waits until it listens.
     *
     * @param home an empty folder for what it writes
     * @param workers how many processes serve
     * @param http what is in the block {@code http}
     */
    public static Nginx start(Path home, int workers, String http) throws IOException {
        Path config = Files.writeString(home.resolve("nginx.conf"), """
                daemon off;
                user root;
                pid nginx.pid;
                error_log stderr notice;
                worker_processes %d;
                events { worker_connections 1024; }
                http {
                    access_log off;
                    client_body_temp_path body;
                    proxy_temp_path proxy;
                    fastcgi_temp_path fastcgi;
                    uwsgi_temp_path uwsgi;
                    scgi_temp_path scgi;
                %s
                }
                """.formatted(workers, http.indent(4)));
        Program program = Program.start(
                new ProcessBuilder("nginx", "-e", "stderr", "-p", home.toString(), "-c", config.toString()));
        try {
            program.awaitLine(line -> line.contains("start worker process ")); // it listens before
        } catch (Throwable e) {
            program.close();
            throw e;
        }
        return new Nginx(program);
    }

    /** Returns a port that nobody uses and that no outgoing connection is given. */
    public static int freePort() {
        while (true) {
            int port = FIRST_PORT + ThreadLocalRandom.current().nextInt(PORTS);
            try (var _ = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
                return port;
            } catch (IOException _) {
                // another one
            }
        }
    }

    /** Returns the processes that serve. */
    public List<Long> workers() {
        return program.children();
    }

    @Override
    public void close() {
        program.close();
    }
}

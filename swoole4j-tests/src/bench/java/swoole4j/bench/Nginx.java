package swoole4j.bench;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** An nginx of our own that serves one folder from a configuration of its own; nginx must be installed. */
final class Nginx implements AutoCloseable {
    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(10);

    private final Process master;
    private final int port;

    private Nginx(Process master, int port) {
        this.master = master;
        this.port = port;
    }

    /** Starts it with so many worker processes and waits until it accepts. */
    static Nginx start(Path folder, Path root, int workers) throws IOException, InterruptedException {
        int port = freePort();
        Path home = Files.createDirectories(folder.resolve("nginx"));
        Path config = Files.writeString(home.resolve("nginx.conf"), """
                daemon off;
                user root;
                pid %1$s/nginx.pid;
                error_log %1$s/error.log;
                worker_processes %2$d;
                events { worker_connections 1024; }
                http {
                    access_log off;
                    sendfile on;
                    tcp_nopush on;
                    keepalive_requests 1000000000;
                    types { application/octet-stream bin; text/plain txt; }
                    client_body_temp_path %1$s/body;
                    proxy_temp_path %1$s/proxy;
                    fastcgi_temp_path %1$s/fastcgi;
                    uwsgi_temp_path %1$s/uwsgi;
                    scgi_temp_path %1$s/scgi;
                    server { listen 127.0.0.1:%3$d; root %4$s; }
                }
                """.formatted(home, workers, port, root));
        Process master = new ProcessBuilder("nginx", "-p", home.toString(), "-c", config.toString())
                .redirectErrorStream(true)
                .redirectOutput(home.resolve("output.log").toFile())
                .start();
        Nginx nginx = new Nginx(master, port);
        nginx.awaitListening();
        return nginx;
    }

    int port() {
        return port;
    }

    /** Returns the processes that serve. */
    List<Long> workers() {
        try (Stream<ProcessHandle> children = master.children()) {
            return children.map(ProcessHandle::pid).toList();
        }
    }

    @Override
    public void close() {
        master.destroy(); // its workers end with it
        try {
            if (!master.waitFor(10, TimeUnit.SECONDS)) master.destroyForcibly();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void awaitListening() throws InterruptedException {
        long start = System.nanoTime();
        while (true) {
            try {
                new Socket(InetAddress.getLoopbackAddress(), port).close();
                return;
            } catch (IOException refused) {
                if (!master.isAlive() || System.nanoTime() - start > PATIENCE_NANOS) {
                    throw new IllegalStateException("nginx does not listen, see its output.log", refused);
                }
                TimeUnit.MILLISECONDS.sleep(20);
            }
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}

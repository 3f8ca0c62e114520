package swoole4j.server.http;

import java.io.IOException;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import swoole4j.http.Server;
import swoole4j.server.Callback;
import swoole4j.testing.Notes;
import swoole4j.testing.RawClient;
import swoole4j.testing.TestServer;

/** A running HTTP server of one worker whose request callback each test sets. Any thread. */
final class Site implements AutoCloseable {
    private static final Callback.OnRequest OK = (request, response) -> response.end("ok");

    private final Server server;
    private final TestServer running;
    private volatile Callback.OnRequest page = OK;

    private Site(Server server) {
        this.server = server;
        server.on("request", (Callback.OnRequest) (request, response) -> page.call(request, response));
        this.running = TestServer.start(server);
    }

    static Site start() {
        return start(Map.of());
    }

    static Site start(Map<String, ?> options) {
        return start(options, Map.of());
    }

    /** Starts one with these callbacks besides. */
    static Site start(Map<String, ?> options, Map<String, Callback.OnConnection<Server>> callbacks) {
        Server server = new Server("127.0.0.1", 0);
        server.set(options);
        callbacks.forEach(server::on);
        return new Site(server);
    }

    Server server() {
        return server;
    }

    int port() {
        return running.port();
    }

    RawClient connect() throws IOException {
        return running.connect();
    }

    /** Sets what requests are answered with from here on. */
    Site serves(Callback.OnRequest newPage) {
        page = newPage;
        return this;
    }

    /** Answers every request with its method, target and body, and notes them. */
    Site echoes(Notes notes) {
        return serves((request, response) -> {
            String seen = request.getMethod() + " " + request.server().get("request_uri") + " " + request.getContent();
            notes.add(seen.strip());
            response.end("ok");
        });
    }

    /** Sends one request on a connection of its own. */
    Reply ask(String request) throws IOException {
        try (RawClient client = connect()) {
            return Reply.to(client, request);
        }
    }

    /** Waits for callbacks, with the time limit of all tests. */
    static void await(CountDownLatch latch) {
        try {
            if (!latch.await(5, TimeUnit.SECONDS)) throw new AssertionError("it did not happen in 5 s");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", e);
        }
    }

    @Override
    public void close() {
        running.close();
    }
}

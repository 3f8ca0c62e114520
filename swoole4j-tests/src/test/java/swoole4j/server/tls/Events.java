package swoole4j.server.tls;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import swoole4j.Server;

/** What a server hears of its connections, in order. */
final class Events {
    private final BlockingQueue<String> seen = new LinkedBlockingQueue<>();

    /** Notes connect, receive and close, and sends back what is received. */
    static Events of(Server server) {
        Events events = new Events();
        server.on("connect", (Server it, int fd) -> events.add("connect " + fd));
        server.on("close", (Server it, int fd) -> events.add("close " + fd));
        server.on("receive", (Server it, int fd, int reactorId, String data) -> {
            events.add("receive " + data);
            it.send(fd, data);
        });
        return events;
    }

    void add(String event) {
        seen.add(event);
    }

    /** These come next. */
    void mustBe(String... events) {
        for (String event : events) {
            try {
                assertEquals(event, seen.poll(10, TimeUnit.SECONDS));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new AssertionError("interrupted", e);
            }
        }
    }

    /** Nothing has come but what was asked for. */
    void mustBeOver() {
        assertEquals(List.of(), List.copyOf(seen));
    }
}

package swoole4j.framework;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static swoole4j.Constants.SWOOLE_SOCK_TCP;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;
import swoole4j.Event;
import swoole4j.framework.dispatcher.EventRegister;
import swoole4j.framework.dispatcher.ServerManager;
import swoole4j.testing.Notes;
import swoole4j.testing.RawClient;
import swoole4j.testing.TestServer;
import swoole4j.tests.Spec;
import swoole4j.websocket.Server;

/** A server and a port with several callbacks for their events. */
class EventRegisterOnServerTest {
    private final Notes notes = new Notes();
    private final ServerManager manager = new ServerManager(new Server("127.0.0.1", 0));

    private void mainServerCreate(EventRegister register) {
        register.add(Event.WORKER_START, (_, workerId) -> notes.add("worker", workerId));
        register.add(Event.WORKER_START, (_, _) -> notes.add("another one"));
        register.add(Event.OPEN, (_, _) -> notes.add("never"));
        register.set(Event.OPEN, (server, request) -> server.push(request.fd(), "welcome"));
        register.add(Event.OPEN, (server, request) -> server.push(request.fd(), "again"));
        register.set(Event.MESSAGE, (server, frame) -> server.push(frame.fd(), frame.data()));
        register.add(Event.CLOSE, (_, _, _) -> notes.add("closed"));
        register.add(Event.CLOSE, (_, _, _) -> notes.add("really"));
    }

    @Test
    @Spec("framework 81")
    void allCallbacksOfAnEventRunInOrder() throws Exception {
        mainServerCreate(manager.getEventRegister());
        try (TestServer server = TestServer.start(manager.getSwooleServer());
                RawClient client = server.websocket()) {
            client.mustReceive(0x81, "welcome").mustReceive(0x81, "again");
            client.text("hello").mustReceive(0x81, "hello");
            client.mustCloseCleanly();
        }
        notes.mustBe("worker 0", "another one", "closed", "really");
    }

    @Test
    @Spec("framework 81")
    void aPortHasARegisterOfItsOwn() throws Exception {
        manager.getEventRegister().set(Event.MESSAGE, (_, _) -> {});
        EventRegister tcp = manager.addServer("tcp", 0, SWOOLE_SOCK_TCP, "127.0.0.1", Map.of());
        assertSame(tcp, manager.getEventRegister("tcp"));
        assertNull(manager.getEventRegister("udp"));
        for (String name : new String[] {"first", "second"}) {
            tcp.add(Event.RECEIVE, (it, fd, _, data) -> it.send(fd, name + new String(data, StandardCharsets.UTF_8)));
        }
        Server main = (Server) manager.getSwooleServer();
        int port = main.ports().get(1).port();
        try (TestServer _ = TestServer.start(main);
                RawClient client = RawClient.connect(port)) {
            client.sendText("!");
            assertEquals("first!second!", new String(client.readBytes(13), StandardCharsets.UTF_8));
            client.end();
            client.mustBeClosed();
        }
    }

    @Test
    void aPortThatCannotBeHadIsNamed() throws Exception {
        manager.getEventRegister().set(Event.MESSAGE, (_, _) -> {});
        manager.addServer("tcp", 0, SWOOLE_SOCK_TCP, "127.0.0.1", Map.of()).set(Event.RECEIVE, (_, _, _, _) -> {});
        int taken = manager.getSwooleServer().port();
        var thrown = assertThrows(
                IllegalStateException.class,
                () -> manager.addServer("other", taken, SWOOLE_SOCK_TCP, "127.0.0.1", Map.of()));
        assertEquals("port 'other' cannot listen on 127.0.0.1:" + taken + "; see the log", thrown.getMessage());
        var twice = assertThrows(
                IllegalArgumentException.class,
                () -> manager.addServer("tcp", 0, SWOOLE_SOCK_TCP, "127.0.0.1", Map.of()));
        assertEquals("there is a port 'tcp' already", twice.getMessage());
        TestServer.start(manager.getSwooleServer()).close();
    }
}

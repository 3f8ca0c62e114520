package swoole4j.server.websocket;

import static swoole4j.Constants.SWOOLE_BASE;
import static swoole4j.Constants.SWOOLE_THREAD;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import swoole4j.Coroutine;
import swoole4j.testing.Notes;
import swoole4j.testing.TestServer;
import swoole4j.websocket.CloseFrame;
import swoole4j.websocket.Frame;
import swoole4j.websocket.Server;

/** The close callback may ask with which close frame its connection ended. */
class CloseFrameOfTest {
    private final Notes notes = new Notes();

    private Server server(int mode) {
        Server server = new Server("127.0.0.1", 0, mode);
        server.on("message", (Server it, Frame frame) -> {
            switch (frame.data()) {
                case "here" -> it.disconnect(frame.fd(), 4001, "left");
                case "elsewhere" -> Thread.ofPlatform().start(() -> it.disconnect(frame.fd(), 4002, "sent away"));
                default -> it.close(frame.fd());
            }
        });
        server.on("close", (Server it, int fd, int reactor) -> {
            String first = text(it.closeFrame(fd));
            Coroutine.sleep(0.001); // it stays as long as the callback runs
            notes.add(first, text(it.closeFrame(fd)));
        });
        return server;
    }

    private static String text(@Nullable CloseFrame frame) {
        return frame == null ? "none" : frame.fd() + ":" + frame.code() + ":" + frame.reason();
    }

    @ParameterizedTest
    @ValueSource(ints = {SWOOLE_BASE, SWOOLE_THREAD})
    void ofThePeer(int mode) throws Exception {
        byte[] payload = {0x0f, (byte) 0xa3, 'm', 'e'};
        try (var running = TestServer.start(server(mode));
                var client = running.websocket()) {
            client.frame(0x88, payload).mustReceive(0x88, payload).mustBeClosed();
            notes.mustBe("1:4003:me 1:4003:me");
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {SWOOLE_BASE, SWOOLE_THREAD})
    void ofAPeerThatSaysNoCode(int mode) throws Exception {
        try (var running = TestServer.start(server(mode));
                var client = running.websocket()) {
            client.frame(0x88, "");
            notes.mustBe("1:1005: 1:1005:");
            client.abort();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {SWOOLE_BASE, SWOOLE_THREAD})
    void ofTheServer(int mode) throws Exception {
        try (var running = TestServer.start(server(mode));
                var first = running.websocket();
                var second = running.websocket()) {
            first.text("here").mustReceiveHex("88060fa16c656674").mustBeClosed();
            notes.mustBe("1:4001:left 1:4001:left");
            second.text("elsewhere")
                    .mustReceiveHex("880b0fa273656e742061776179")
                    .mustBeClosed();
            notes.mustBe("1:4001:left 1:4001:left", "2:4002:sent away 2:4002:sent away");
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {SWOOLE_BASE, SWOOLE_THREAD})
    void ofNobody(int mode) throws Exception {
        try (var running = TestServer.start(server(mode));
                var first = running.websocket();
                var second = running.websocket()) {
            first.text("close").readToEnd();
            notes.mustBe("none none");
            second.reset();
            notes.mustBe("none none", "none none");
        }
    }
}

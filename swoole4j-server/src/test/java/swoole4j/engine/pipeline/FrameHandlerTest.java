package swoole4j.engine.pipeline;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import swoole4j.core.websocket.MessageReader;
import swoole4j.core.websocket.Role;

/** Pauses of a WebSocket: order is kept, nothing is lost, every buffer is released. */
class FrameHandlerTest {
    private final List<String> seen = new ArrayList<>();
    private final List<ByteBuf> buffers = new ArrayList<>();
    private int room = Integer.MAX_VALUE;
    private final FrameHandler handler = new FrameHandler(session());
    private final EmbeddedChannel channel = new EmbeddedChannel(handler, new ChannelInboundHandlerAdapter() {
        @Override
        public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
            seen.add(event == ChannelInputShutdownEvent.INSTANCE ? "end" : "event");
        }
    });

    /** Takes as many messages as there is room for. */
    private Session session() {
        return (Session) Proxy.newProxyInstance(
                Session.class.getClassLoader(), new Class<?>[] {Session.class}, (_, method, arguments) -> {
                    if (!method.getName().equals("message")) return null;
                    seen.add(new String((byte[]) arguments[2], ISO_8859_1));
                    return --room > 0;
                });
    }

    private void start() {
        handler.start(new MessageReader(Role.SERVER, 65536, null));
    }

    /** Reads a text message of one character for each of these, all at once; the mask is 0. */
    private void read(String characters) {
        ByteBuf bytes = Unpooled.buffer();
        characters
                .chars()
                .forEach(c -> bytes.writeByte(0x81).writeByte(0x81).writeInt(0).writeByte(c));
        buffers.add(bytes);
        channel.writeInbound(bytes);
    }

    private void readEnd() {
        channel.pipeline().fireUserEventTriggered(ChannelInputShutdownEvent.INSTANCE);
    }

    private void resume(int messages) {
        room = messages;
        handler.resume();
    }

    private void mustHaveSeen(String... what) {
        assertEquals(List.of(what), seen);
    }

    @AfterEach
    void releasesEverything() {
        channel.finish();
        for (ByteBuf bytes : buffers) assertEquals(0, bytes.refCnt());
    }

    @Test
    void holdsWhatFollowsAPause() {
        start();
        room = 1;
        read("123");
        read("45");
        read("6");
        mustHaveSeen("1");
        resume(2);
        mustHaveSeen("1", "2", "3");
        resume(9);
        read("7");
        mustHaveSeen("1", "2", "3", "4", "5", "6", "7");
    }

    @Test
    void theEndOfTheInputDoesNotOvertakeWhatIsHeld() {
        start();
        room = 1;
        read("12");
        read("3");
        readEnd();
        mustHaveSeen("1");
        resume(1);
        mustHaveSeen("1", "2");
        resume(9);
        mustHaveSeen("1", "2", "3", "end");
    }

    @Test
    void theEndOfTheInputDoesNotWaitWhenNothingIsHeld() {
        start();
        room = 1;
        read("1");
        readEnd();
        mustHaveSeen("1", "end");
    }

    @Test
    void theEndOfTheInputWaitsForEarlyFrames() {
        read("1");
        readEnd();
        mustHaveSeen();
        start();
        mustHaveSeen();
        handler.resume();
        mustHaveSeen("1", "end");
    }

    @Test
    void otherEventsDoNotWait() {
        start();
        room = 1;
        read("12");
        channel.pipeline().fireUserEventTriggered("something");
        mustHaveSeen("1", "event");
    }

    @Test
    void whatIsHeldCanBeDiscarded() {
        start();
        room = 1;
        read("12");
        readEnd();
        handler.discard();
        mustHaveSeen("1", "end");
        read("3");
        mustHaveSeen("1", "end");
    }
}

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
import swoole4j.core.framing.Eof;
import swoole4j.core.framing.Framing;
import swoole4j.core.framing.FramingException;
import swoole4j.core.framing.PackageReader;

/** Pauses: order is kept, nothing is lost, every buffer is released. */
class PackageHandlerTest {
    private final List<String> seen = new ArrayList<>();
    private final List<ByteBuf> buffers = new ArrayList<>();
    private int room = Integer.MAX_VALUE;
    private PackageHandler handler = lines();
    private EmbeddedChannel channel = channel();

    private PackageHandler lines() {
        return new PackageHandler(session(), new PackageReader(new Framing.EofSplit(Eof.of(new byte[] {'\n'})), 65536));
    }

    private EmbeddedChannel channel() {
        return new EmbeddedChannel(handler, new ChannelInboundHandlerAdapter() {
            @Override
            public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
                seen.add(event == ChannelInputShutdownEvent.INSTANCE ? "end" : "event");
            }
        });
    }

    /** Takes as many messages as there is room for. */
    private Session session() {
        return (Session) Proxy.newProxyInstance(
                Session.class.getClassLoader(), new Class<?>[] {Session.class}, (_, method, arguments) -> {
                    switch (method.getName()) {
                        case "received" -> {
                            seen.add(new String((byte[]) arguments[0], ISO_8859_1).strip());
                            return --room > 0;
                        }
                        case "misframed" -> seen.add("error " + ((FramingException) arguments[0]).number());
                        default -> {}
                    }
                    return null;
                });
    }

    private void read(String text) {
        ByteBuf bytes = Unpooled.copiedBuffer(text, ISO_8859_1);
        buffers.add(bytes);
        channel.writeInbound(bytes);
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
        room = 2;
        read("1\n2\n3\n4\n5");
        mustHaveSeen("1", "2");
        read("\n6\n");
        mustHaveSeen("1", "2");
        resume(2);
        mustHaveSeen("1", "2", "3", "4");
        resume(1);
        mustHaveSeen("1", "2", "3", "4", "5");
        resume(9);
        mustHaveSeen("1", "2", "3", "4", "5", "6");
        read("7\n");
        mustHaveSeen("1", "2", "3", "4", "5", "6", "7");
    }

    @Test
    void theEndOfTheInputDoesNotOvertakeWhatIsHeld() {
        room = 1;
        read("1\n2\n3\n");
        channel.pipeline().fireUserEventTriggered(ChannelInputShutdownEvent.INSTANCE);
        mustHaveSeen("1");
        resume(1);
        mustHaveSeen("1", "2");
        resume(9);
        mustHaveSeen("1", "2", "3", "end");
    }

    @Test
    void otherEventsDo() {
        room = 1;
        read("1\n2\n");
        channel.pipeline().fireUserEventTriggered("something");
        mustHaveSeen("1", "event");
    }

    @Test
    void whatIsHeldCanBeDiscarded() {
        room = 1;
        read("1\n2\n");
        channel.pipeline().fireUserEventTriggered(ChannelInputShutdownEvent.INSTANCE);
        handler.discard();
        mustHaveSeen("1", "end");
        read("3\n");
        mustHaveSeen("1", "end");
    }

    @Test
    void whatIsNoMessageIsToldOnceAndTheRestIsDropped() {
        handler = new PackageHandler(session(), new PackageReader(new Framing.Redis(), 65536));
        channel = channel();
        read("PING\r\n");
        read("*1\r\n$1\r\nx\r\n");
        mustHaveSeen("error 1204");
    }
}

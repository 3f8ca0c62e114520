package swoole4j.server.port;

import io.netty.channel.uring.IoUring;
import java.util.stream.Stream;

/** The values of the option {@code transport} that work on this machine; auto is epoll where there is epoll. */
final class Transports {
    private Transports() {}

    static Stream<String> all() {
        Stream<String> everywhere = Stream.of("auto", "nio");
        return IoUring.isAvailable() ? Stream.concat(everywhere, Stream.of("io_uring")) : everywhere;
    }
}

package swoole4j.conformance;

import io.netty.channel.uring.IoUring;
import java.util.stream.Stream;

/** What this machine has to wait for I/O with, as values of the option {@code transport}; auto is epoll on Linux. */
final class Transports {
    private Transports() {}

    static Stream<String> available() {
        Stream.Builder<String> names = Stream.<String>builder().add("auto").add("nio");
        if (IoUring.isAvailable()) names.add("io_uring");
        return names.build();
    }
}

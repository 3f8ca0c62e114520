package swoole4j.client.net;

import java.net.InetSocketAddress;
import org.jspecify.annotations.Nullable;

/** What a socket has received, in order. */
public sealed interface Arrived extends Inbox.Weighted {
    @Override
    default int weight() {
        return 64;
    }

    /** Some bytes of a stream. */
    @SuppressWarnings("ArrayRecordComponent") // handed over, never compared
    record Bytes(byte[] bytes) implements Arrived {
        @Override
        public int weight() {
            return 64 + bytes.length;
        }
    }

    /** A datagram. */
    @SuppressWarnings("ArrayRecordComponent")
    record Datagram(byte[] bytes, InetSocketAddress sender) implements Arrived {
        @Override
        public int weight() {
            return 64 + bytes.length;
        }
    }

    /** A datagram that was sent has come back, or another did not work; more may follow. */
    record Fault(SystemError why) implements Arrived {}

    /**
     * Nothing follows.
     *
     * @param why null when the peer, or this side, has ended it in order
     */
    record End(@Nullable SystemError why) implements Arrived {}
}

package swoole4j.framework;

import java.nio.charset.StandardCharsets;

/**
 * What a broadcast does with a member that does not read fast enough: one whose unsent bytes, with the message, are more than
 * {@code maxBytes}. One that has nothing unsent is never slow, one with {@code socket_buffer_size} always. What was sent in the same turn of
 * a worker counts as unsent.
 */
public sealed interface SlowConsumer {
    /** How many bytes of UTF-8 the reason of an end may have. */
    int LONGEST_REASON = 123;

    /** Returns from how many unsent bytes on a member is slow. */
    long maxBytes();

    /** Does without the message. */
    record Drop(long maxBytes) implements SlowConsumer {
        /** Checks the bytes. */
        public Drop {
            check(maxBytes);
        }
    }

    /** Closes the connection with {@code code}. */
    record Disconnect(long maxBytes, int code, String reason) implements SlowConsumer {
        /** Checks all three. */
        public Disconnect {
            check(maxBytes);
            boolean allowed =
                    (code >= 1000 && code <= 1003) || (code >= 1007 && code <= 1014) || (code >= 3000 && code <= 4999);
            if (!allowed)
                throw new IllegalArgumentException("code " + code + " is not 1000-1003, 1007-1014 or 3000-4999");
            int length = reason.getBytes(StandardCharsets.UTF_8).length;
            if (length > LONGEST_REASON)
                throw new IllegalArgumentException("a reason of " + length + " bytes is longer than " + LONGEST_REASON);
        }
    }

    /** Waits until there is room, for at most {@code seconds}, then does without the message. */
    record Await(long maxBytes, double seconds) implements SlowConsumer {
        /** Checks bytes and time. */
        public Await {
            check(maxBytes);
            if (!(seconds > 0 && seconds <= 3600))
                throw new IllegalArgumentException("seconds " + seconds + " is not above 0 and up to 3600");
        }
    }

    private static void check(long maxBytes) {
        if (maxBytes < 0) throw new IllegalArgumentException("maxBytes " + maxBytes + " is negative");
    }

    /** Returns the policy that does without messages to members that have anything unsent beyond {@code maxBytes}. */
    static SlowConsumer drop(long maxBytes) {
        return new Drop(maxBytes);
    }

    /** Returns the policy that closes with 1013, "try again later". */
    static SlowConsumer disconnect(long maxBytes) {
        return new Disconnect(maxBytes, 1013, "");
    }

    /** Returns the policy that waits. */
    static SlowConsumer await(long maxBytes, double seconds) {
        return new Await(maxBytes, seconds);
    }
}

package swoole4j.framework;

/**
 * What a broadcast does with a member that does not read fast enough: one whose unsent bytes, with the message, are more than
 * {@code maxBytes}. Never more than {@code socket_buffer_size}, whatever is said here.
 */
public sealed interface SlowConsumer {
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
        /** Checks the bytes. */
        public Disconnect {
            check(maxBytes);
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

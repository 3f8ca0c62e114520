package swoole4j.server;

/**
 * Tells how long a message is, for the option {@code package_length_func}, which takes the place of a length field where
 * {@code open_length_check} is on; any {@code ToIntFunction<byte[]>} will do as well.
 *
 * <p>Runs on the thread of the reactor, outside of coroutines: it must be quick and depend on nothing but its argument. An
 * exception closes the connection and is logged.
 */
@FunctionalInterface
public interface PackageLength {
    /**
     * Looks at the beginning of a message.
     *
     * @param head the first bytes that have come, 8192 at most; more bytes than the message has are possible
     * @return the size of the whole message; 0 to be called again with more bytes, which closes the connection when there
     *     are 8192 already; a negative number to close the connection
     */
    int length(byte[] head);
}

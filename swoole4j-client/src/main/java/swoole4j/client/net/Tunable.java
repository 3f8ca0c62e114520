package swoole4j.client.net;

/** What has options of the system's. Any thread. */
public interface Tunable {
    /**
     * Sets one; false when this kind of socket does not have it.
     *
     * @throws FailedException when the loop does not come to it
     */
    boolean set(SocketOption option, int value) throws FailedException;

    /**
     * Returns one, or {@link SocketOption#NONE}.
     *
     * @throws FailedException when the loop does not come to it
     */
    int get(SocketOption option) throws FailedException;
}

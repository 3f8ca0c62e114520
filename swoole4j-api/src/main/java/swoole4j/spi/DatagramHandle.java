package swoole4j.spi;

/** What a server can do with datagrams. Any thread. */
@FunctionalInterface
public interface DatagramHandle {
    /** See {@link swoole4j.Server#sendto(String, int, byte[], int)}. Takes the array over. */
    boolean sendto(String host, int port, byte[] data, int serverSocket);
}

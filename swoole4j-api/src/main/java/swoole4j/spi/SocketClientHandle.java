package swoole4j.spi;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import swoole4j.coroutine.Client;

/**
 * A plain client inside an engine; each method is that of {@link Client} with its name. Any thread; one at a time receives,
 * one at a time sends.
 */
public interface SocketClientHandle {
    /** Sets options. */
    boolean set(Map<String, ?> options);

    /** Connects. */
    boolean connect(String host, int port, double timeout);

    /** Tells whether it is connected. */
    boolean isConnected();

    /** Sends bytes. Takes the array over. */
    int send(byte[] data, double timeout);

    /** Receives bytes. */
    byte @Nullable [] recv(double timeout);

    /** Looks at what has come. */
    byte @Nullable [] peek(int length);

    /** Sends a datagram. Takes the array over. */
    boolean sendto(String address, int port, byte[] data);

    /** Receives a datagram. */
    Client.@Nullable Datagram recvfrom(int length, double timeout);

    /** Begins TLS. */
    boolean enableSsl();

    /** Closes it. */
    boolean close();

    /** Returns this side's address. */
    @Nullable
    Map<String, Object> getsockname();

    /** Returns the peer's address. */
    @Nullable
    Map<String, Object> getpeername();

    /** Returns the number of the socket, -1 for none. */
    int fd();

    /** Returns the number of the last failure. */
    int errCode();

    /** Returns the text of the last failure. */
    String errMsg();
}

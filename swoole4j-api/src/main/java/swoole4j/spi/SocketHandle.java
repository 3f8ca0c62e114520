package swoole4j.spi;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import swoole4j.coroutine.Datagram;

/**
 * What is behind a {@link swoole4j.coroutine.Socket}; each method is that with its name. Those that not every kind of socket
 * has are refused unless it does. Any thread; one at a time receives, one at a time sends.
 */
public interface SocketHandle {
    /** Sends bytes. Takes the array over. */
    int send(byte[] data, double timeout);

    /** Receives up to so many bytes. */
    byte @Nullable [] recv(int length, double timeout);

    /** Closes this end. */
    boolean close();

    /** Lets whoever waits in a direction go on. */
    boolean cancel(int event);

    /** Returns the number of the last failure, 0 when the last call worked. */
    int errCode();

    /** Returns its text. */
    String errMsg();

    /** Notes that this socket cannot do what was asked; returns false. */
    boolean refuse();

    /** Takes an address. */
    default boolean bind(String address, int port) {
        return refuse();
    }

    /** Waits for connections from here on. */
    default boolean listen(int backlog) {
        return refuse();
    }

    /** Waits for the next connection. */
    default @Nullable SocketHandle accept(double timeout) {
        refuse();
        return null;
    }

    /** Connects. */
    default boolean connect(String host, int port, double timeout) {
        return refuse();
    }

    /** Receives so many bytes. */
    default byte @Nullable [] recvAll(int length, double timeout) {
        refuse();
        return null;
    }

    /** Receives a line. */
    default byte @Nullable [] recvLine(int length, double timeout) {
        refuse();
        return null;
    }

    /** Receives a message. */
    default byte @Nullable [] recvPacket(double timeout) {
        refuse();
        return null;
    }

    /** Looks at what has come. */
    default byte @Nullable [] peek(int length) {
        refuse();
        return null;
    }

    /** Sends a datagram. Takes the array over. */
    default int sendto(String address, int port, byte[] data) {
        refuse();
        return -1;
    }

    /** Receives a datagram. */
    default @Nullable Datagram recvfrom(double timeout) {
        refuse();
        return null;
    }

    /** Sends a part of a file. */
    default boolean sendFile(String path, long offset, long length) {
        return refuse();
    }

    /** Sets how messages are cut, and TLS. */
    default boolean setProtocol(Map<String, ?> options) {
        return refuse();
    }

    /** Ends a direction. */
    default boolean shutdown(int how) {
        return refuse();
    }

    /** Tells whether the peer is known to be there. */
    default boolean checkLiveness() {
        return refuse();
    }

    /** Sets an option of the system's. */
    default boolean setOption(int level, int option, Object value) {
        return refuse();
    }

    /** Returns an option of the system's. */
    default @Nullable Object getOption(int level, int option) {
        refuse();
        return null;
    }

    /** Returns this side's address. */
    default @Nullable Map<String, Object> getsockname() {
        refuse();
        return null;
    }

    /** Returns the peer's address. */
    default @Nullable Map<String, Object> getpeername() {
        refuse();
        return null;
    }

    /** Returns the number of the socket, -1 for none. */
    default int fd() {
        return -1;
    }
}

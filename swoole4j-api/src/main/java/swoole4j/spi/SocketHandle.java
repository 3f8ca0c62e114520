package swoole4j.spi;

import org.jspecify.annotations.Nullable;

/** What is behind a {@link swoole4j.coroutine.Socket}; each method is that with its name. Any thread. */
public interface SocketHandle {
    /** Sends bytes. Takes the array over. */
    int send(byte[] data, double timeout);

    /** Receives up to so many bytes. */
    byte @Nullable [] recv(int length, double timeout);

    /** Closes this end. */
    boolean close();

    /** Returns the number of the last failure, 0 when the last call worked. */
    int errCode();

    /** Returns its text. */
    String errMsg();
}

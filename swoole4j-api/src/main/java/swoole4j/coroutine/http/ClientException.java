package swoole4j.coroutine.http;

import swoole4j.SwooleException;

/**
 * A mistake in the use of a client, counterpart of {@code Swoole\Coroutine\Http\Client\Exception}. What can go wrong with a
 * right use, such as a refused connection, is a {@code false} and {@link Client#errCode()} instead; only the functions of
 * {@link swoole4j.coroutine.Http} throw that too.
 */
public final class ClientException extends SwooleException {
    private static final long serialVersionUID = 1L;

    /** Creates an exception with Swoole's text and code, such as 22 for an empty host. */
    public ClientException(String message, int code) {
        super(message, code);
    }
}

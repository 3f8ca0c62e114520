package swoole4j.coroutine.http;

/**
 * Takes the body of a response piece by piece, for the client's option {@code write_func}; {@link Client#body()} stays empty
 * then. Runs in the coroutine that waits for the response and may block; the server is slowed down meanwhile.
 * {@link Client#close()} in it ends the request, which then returns false.
 */
@FunctionalInterface
public interface WriteFunction {
    /**
     * Takes the next piece.
     *
     * @param client whose request it is
     * @param data decoded bytes, which belong to the function
     * @throws Exception to end the request; the exception comes out of the request's method, wrapped if it is checked
     */
    void write(Client client, byte[] data) throws Exception;
}

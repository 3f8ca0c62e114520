package swoole4j.spi;

/**
 * Makes clients; found with {@link java.util.ServiceLoader}. The module swoole4j-client provides one. No connection is made
 * before a client's first request.
 */
public interface ClientEngine {
    /**
     * Makes a client for HTTP/1.1 and WebSocket.
     *
     * @throws swoole4j.coroutine.http.ClientException when host or port cannot be right
     */
    HttpClientHandle http(HttpClientSpec spec);

    /**
     * Makes a client for HTTP/2.
     *
     * @throws swoole4j.coroutine.http.ClientException when host or port cannot be right
     */
    Http2ClientHandle http2(String host, int port, boolean ssl);

    /**
     * Makes a client for bytes or datagrams without a protocol.
     *
     * @param type a type of Swoole's, such as 1 for TCP
     * @param ssl whether the connection is encrypted from its beginning
     */
    SocketClientHandle socket(int type, boolean ssl);
}

package swoole4j.spi;

import swoole4j.coroutine.http.Client;

/**
 * What a client's constructor was given.
 *
 * @param facade the object that {@code write_func} gets
 * @param host a name, an IP address, or {@code unix:} and a path
 * @param port 1 to 65535, or 0 for the usual one
 * @param ssl whether the connection is encrypted
 */
public record HttpClientSpec(Client facade, String host, int port, boolean ssl) {}

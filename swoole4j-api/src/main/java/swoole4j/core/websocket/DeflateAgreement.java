package swoole4j.core.websocket;

/**
 * An offer of permessage-deflate that was accepted. Any thread.
 *
 * @param parameters what now holds for the connection
 * @param answer the value of Sec-WebSocket-Extensions for the 101 response
 */
public record DeflateAgreement(DeflateParameters parameters, String answer) {}

package swoole4j.engine.tls;

/** Whom a handshake tells its end; one of the two methods is called once, in the channel's loop. */
public interface HandshakeOutcome {
    /** The connection may begin: handlers that are added now get what the client sends. */
    void secured(Secured facts);

    /** The channel is closed. */
    void failed();
}

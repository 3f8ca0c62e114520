package swoole4j.core.websocket;

/** Frame flags with the values of Swoole's SWOOLE_WEBSOCKET_FLAG constants. */
final class Flag {
    static final int FIN = 1;
    static final int COMPRESS = 2;
    static final int RSV1 = 4;
    static final int RSV2 = 8;
    static final int RSV3 = 16;
    static final int MASK = 32;

    private Flag() {}
}

import swoole4j.Constants;

void main() throws Exception {
    for (String n : List.of("CONTINUATION", "TEXT", "BINARY", "CLOSE", "PING", "PONG")) {
        IO.println("WEBSOCKET_OPCODE_" + n + "=" + constant("WEBSOCKET_OPCODE_" + n) + " SWOOLE_=" + constant("SWOOLE_WEBSOCKET_OPCODE_" + n));
    }
    for (String n : List.of("FIN", "COMPRESS", "RSV1", "RSV2", "RSV3", "MASK")) {
        IO.println("SWOOLE_WEBSOCKET_FLAG_" + n + "=" + constant("SWOOLE_WEBSOCKET_FLAG_" + n));
    }
    for (String n : List.of("CONNECTION", "HANDSHAKE", "ACTIVE", "CLOSING")) {
        IO.println("SWOOLE_WEBSOCKET_STATUS_" + n + "=" + constant("SWOOLE_WEBSOCKET_STATUS_" + n));
    }
    for (String n : List.of("NORMAL", "GOING_AWAY", "PROTOCOL_ERROR", "DATA_ERROR", "STATUS_ERROR", "ABNORMAL", "MESSAGE_ERROR", "POLICY_ERROR", "MESSAGE_TOO_BIG", "EXTENSION_MISSING", "SERVER_ERROR", "CLOSE_SERVICE_RESTART", "TRY_AGAIN_LATER", "BAD_GATEWAY", "TLS")) {
        IO.println("SWOOLE_WEBSOCKET_CLOSE_" + n + "=" + constant("SWOOLE_WEBSOCKET_CLOSE_" + n));
    }
    for (String n : List.of("CONNECTION", "HANDSHAKE", "FRAME", "ACTIVE", "CLOSING", "HANDSHAKE_FAILED")) {
        IO.println("WEBSOCKET_STATUS_" + n + "=" + constant("WEBSOCKET_STATUS_" + n));
    }
}

Object constant(String name) throws Exception {
    return Constants.class.getField(name).get(null);
}

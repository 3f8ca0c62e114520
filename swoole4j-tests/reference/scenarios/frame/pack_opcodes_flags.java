import static swoole4j.Constants.*;

import swoole4j.websocket.Server;

void main() {
    for (int op : List.of(0, 1, 2, 8, 9, 10)) {
        for (int f : List.of(0, SWOOLE_WEBSOCKET_FLAG_FIN, SWOOLE_WEBSOCKET_FLAG_FIN | SWOOLE_WEBSOCKET_FLAG_MASK, SWOOLE_WEBSOCKET_FLAG_FIN | SWOOLE_WEBSOCKET_FLAG_RSV1, SWOOLE_WEBSOCKET_FLAG_FIN | SWOOLE_WEBSOCKET_FLAG_RSV2 | SWOOLE_WEBSOCKET_FLAG_RSV3)) {
            IO.println("opcode=" + op + " flags=" + f + " " + HexFormat.of().formatHex(Server.pack("data", op, f)));
        }
    }
}

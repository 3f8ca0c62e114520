import static swoole4j.Constants.*;

import swoole4j.websocket.Server;

HexFormat hex = HexFormat.of();

void main() {
    IO.println("opcode 11 " + hex.formatHex(Server.pack("x", 11)));
    IO.println("opcode -1 " + hex.formatHex(Server.pack("x", -1)));
    IO.println("opcode 3 " + hex.formatHex(Server.pack("x", 3)));
    IO.println("ping 125 " + Server.pack("p".repeat(125), WEBSOCKET_OPCODE_PING).length);
    IO.println("ping 126 " + Server.pack("p".repeat(126), WEBSOCKET_OPCODE_PING).length);
    IO.println("close 123 " + Server.pack("p".repeat(123), WEBSOCKET_OPCODE_CLOSE).length);
    IO.println("close 124 " + Server.pack("p".repeat(124), WEBSOCKET_OPCODE_CLOSE).length);
    IO.println("int " + hex.formatHex(Server.pack(42)) + " null " + hex.formatHex(Server.pack(null)) + " true " + hex.formatHex(Server.pack(true)));
}

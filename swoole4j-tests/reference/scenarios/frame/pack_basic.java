import static swoole4j.Constants.*;

import swoole4j.websocket.Server;

HexFormat hex = HexFormat.of();

void main() {
    for (byte[] d : List.of("".getBytes(), "a".getBytes(), "hello".getBytes(), new byte[] {0, (byte) 0xff}, "b".repeat(125).getBytes(), "c".repeat(126).getBytes())) {
        byte[] p = Server.pack(d);
        IO.println(d.length + " " + p.length + " " + hex.formatHex(p, 0, Math.min(24, p.length)));
    }
    for (int n : List.of(65535, 65536)) {
        IO.println(n + " " + hex.formatHex(Server.pack("d".repeat(n), WEBSOCKET_OPCODE_BINARY), 0, 14));
    }
}

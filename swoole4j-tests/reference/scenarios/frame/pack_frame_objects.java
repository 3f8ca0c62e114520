import static swoole4j.Constants.*;

import swoole4j.websocket.CloseFrame;
import swoole4j.websocket.Frame;
import swoole4j.websocket.Server;

HexFormat hex = HexFormat.of();

void main() {
    Frame f = new Frame();
    f.data("hey");
    IO.println(hex.formatHex(Server.pack(f)) + " " + hex.formatHex(f.toString().getBytes(StandardCharsets.ISO_8859_1)) + " " + hex.formatHex(Frame.pack(f)));
    f.opcode(WEBSOCKET_OPCODE_PONG);
    f.finish(false);
    IO.println(hex.formatHex(Server.pack(f)));
    CloseFrame c = new CloseFrame();
    IO.println(c.opcode() + " " + c.code() + " [" + c.reason() + "] " + hex.formatHex(Server.pack(c)));
    c.code(4321);
    c.reason("because");
    IO.println(hex.formatHex(c.toString().getBytes(StandardCharsets.ISO_8859_1)));
    f = new Frame();
    f.data("flags");
    f.flags(SWOOLE_WEBSOCKET_FLAG_FIN | SWOOLE_WEBSOCKET_FLAG_MASK);
    IO.println(hex.formatHex(f.toString().getBytes(StandardCharsets.ISO_8859_1)));
}

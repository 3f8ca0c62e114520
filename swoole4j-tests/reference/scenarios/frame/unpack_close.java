import swoole4j.websocket.CloseFrame;
import swoole4j.websocket.Frame;
import swoole4j.websocket.Server;

void main() {
    show("880503e8627965");
    show("88020fa0");
    show("8800");
    show("880103");
    show("888737fa213d3c42e28159398e");
}

void show(String hex) {
    Frame f = Server.unpack(HexFormat.of().parseHex(hex));
    if (f == null) {
        IO.println(hex + " false");
        return;
    }
    IO.print(hex + " Swoole\\WebSocket\\" + f.getClass().getSimpleName() + " fd=" + f.fd() + " opcode=" + f.opcode() + " finish=" + f.finish() + " flags=" + f.flags());
    IO.println(f instanceof CloseFrame c ? " code=" + c.code() + " reason=" + json_encode(c.reason()) : " data=" + HexFormat.of().formatHex(f.bytes()));
}

/** PHP's json_encode for a string. */
String json_encode(String text) {
    return Pattern.compile("[^ -~]").matcher("\"" + text + "\"").replaceAll(c -> "\\\\u%04x".formatted((int) c.group().charAt(0)));
}

import swoole4j.websocket.CloseFrame;
import swoole4j.websocket.Frame;
import swoole4j.websocket.Server;

void main() {
    show("810568656c6c6f");
    show("818537fa213d5f9f4d5158");
    show("820200ff");
    show("8100");
    show("818037fa213d");
    show("80047461696c");
    show("01057374617274");
    show("890170");
    show("8a00");
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

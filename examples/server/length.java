import static java.nio.charset.StandardCharsets.UTF_8;
import static swoole4j.Constants.*;

import java.nio.ByteBuffer;
import swoole4j.Server;

// Messages with their length before them: 00 00 00 05 h e l l o
void main(String[] argv) {
    var server = new Server("127.0.0.1", argv.length > 0 ? Integer.parseInt(argv[0]) : 9501, SWOOLE_BASE);

    server.set(Map.of(
        "open_length_check", true,
        "package_max_length", 81920,
        "package_length_type", "N", // see pack() of PHP: 4 bytes, big endian
        "package_length_offset", 0,
        "package_body_offset", 4
    ));

    server.on("receive", (Server serv, int fd, int reactorId, byte[] data) -> {
        var body = new String(data, 4, data.length - 4, UTF_8);
        IO.println("received " + body.length() + " characters from " + fd);
        serv.send(fd, pack("Swoole: " + body));
    });

    server.start();
}

/** PHP's pack('N', strlen($body)) . $body */
byte[] pack(String text) {
    var body = text.getBytes(UTF_8);
    return ByteBuffer.allocate(4 + body.length).putInt(body.length).put(body).array();
}

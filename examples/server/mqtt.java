import static java.nio.charset.StandardCharsets.UTF_8;
import static swoole4j.Constants.*;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.concurrent.ConcurrentHashMap;
import swoole4j.Server;

// A broker for MQTT 3.1.1 that delivers at most once and knows no wildcards:
// mosquitto_sub -p 9501 -t news & mosquitto_pub -p 9501 -t news -m hello
Server server;
Map<Integer, Set<String>> clients = new ConcurrentHashMap<>(); // fd => topics

void main(String[] argv) {
    server = new Server("127.0.0.1", argv.length > 0 ? Integer.parseInt(argv[0]) : 9501, SWOOLE_BASE);

    server.set(Map.of(
        "open_mqtt_protocol", true,
        "worker_num", 1
    ));

    server.on("receive", (Server server, int fd, int reactorId, byte[] data) -> {
        var header = mqttGetHeader(data);
        if ((header.type == 1) == clients.containsKey(fd)) { // first CONNECT, then never again
            server.close(fd);
            return;
        }
        try {
            switch (header.type) {
                case 1 -> eventConnect(fd, header.body);
                case 3 -> eventPublish(fd, header);
                case 8 -> eventSubscribe(fd, header.body);
                case 10 -> eventUnsubscribe(fd, header.body);
                case 12 -> server.send(fd, new byte[] {(byte) 0xd0, 0}); // PINGREQ: PINGRESP
                default -> server.close(fd); // DISCONNECT, and what belongs to other qualities of service
            }
        } catch (BufferUnderflowException e) {
            server.close(fd);
        }
    });

    server.on("close", (Server server, int fd) -> {
        clients.remove(fd);
    });

    server.start();
}

record Header(int type, int qos, ByteBuffer body) {}

Header mqttGetHeader(byte[] data) {
    int offset = 1;
    while (data[offset] < 0) offset++; // of the length, whose last byte is below 128
    var body = ByteBuffer.wrap(data, offset + 1, data.length - offset - 1);
    return new Header((data[0] & 0xf0) >> 4, (data[0] & 0x06) >> 1, body);
}

void eventConnect(int fd, ByteBuffer body) {
    boolean known = decodeString(body).equals("MQTT") && body.get() == 4;
    server.send(fd, new byte[] {0x20, 2, 0, (byte) (known ? 0 : 1)}); // CONNACK
    if (known) {
        clients.put(fd, new HashSet<>());
    } else {
        server.close(fd);
    }
}

void eventPublish(int fd, Header header) {
    if (header.qos > 0) {
        server.close(fd); // would wait for a PUBACK
        return;
    }
    var topic = decodeString(header.body);
    var message = new byte[header.body.remaining()];
    header.body.get(message);
    var packet = encode(0x30, ByteBuffer.allocate(2 + topic.getBytes(UTF_8).length + message.length)
        .putShort((short) topic.getBytes(UTF_8).length).put(topic.getBytes(UTF_8)).put(message).array());
    clients.forEach((subscriber, topics) -> {
        if (topics.contains(topic)) server.send(subscriber, packet);
    });
}

void eventSubscribe(int fd, ByteBuffer body) {
    var answer = new ByteArrayOutputStream();
    answer.writeBytes(new byte[] {body.get(), body.get()}); // the packet identifier
    while (body.hasRemaining()) {
        clients.get(fd).add(decodeString(body));
        body.get(); // the quality that is wanted
        answer.write(0); // the one that is granted
    }
    server.send(fd, encode(0x90, answer.toByteArray())); // SUBACK
}

void eventUnsubscribe(int fd, ByteBuffer body) {
    byte[] answer = {body.get(), body.get()};
    while (body.hasRemaining()) clients.get(fd).remove(decodeString(body));
    server.send(fd, encode(0xb0, answer)); // UNSUBACK
}

String decodeString(ByteBuffer body) {
    var text = new byte[body.getShort() & 0xffff];
    body.get(text);
    return new String(text, UTF_8);
}

byte[] encode(int first, byte[] body) {
    var packet = new ByteArrayOutputStream();
    packet.write(first);
    int rest = body.length;
    for (; rest > 127; rest >>= 7) packet.write(rest & 0x7f | 0x80);
    packet.write(rest);
    packet.writeBytes(body);
    return packet.toByteArray();
}

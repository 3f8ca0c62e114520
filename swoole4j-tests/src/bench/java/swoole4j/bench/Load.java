package swoole4j.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The loads, in the order in which they run. */
enum Load {
    ECHO16X1(Kind.ECHO, 16, 64, 1, "message", "16-byte text, 64 connections, 1 outstanding"),
    ECHO16X32(Kind.ECHO, 16, 64, 32, "message", "16-byte text, 64 connections, 32 outstanding in one write"),
    ECHO64K(Kind.BINARY, 65_536, 16, 1, "message", "64 KiB binary, 16 connections, 1 outstanding"),
    BROADCAST(Kind.BROADCAST, 64, 1_000, 1, "delivery", "one 64-byte text pushed to 1,000 connections"),
    DEFLATE1K(Kind.DEFLATE, 1_024, 64, 2, "message", "1 KiB of JSON, permessage-deflate, 64 connections"),
    HANDSHAKE(Kind.HANDSHAKE, 0, 32, 1, "handshake", "connect, upgrade, close; 32 at a time"),
    IDLE(Kind.IDLE, 16, 10_000, 1, "connection", "10,000 open connections that said one word each");

    /** What a load does, which decides the server's callbacks and the generator's loop. */
    enum Kind {
        ECHO,
        BINARY,
        DEFLATE,
        BROADCAST,
        HANDSHAKE,
        IDLE
    }

    final Kind kind;
    final int size;
    final int connections;
    final int outstanding;
    final String unit;
    final String text;

    Load(Kind kind, int size, int connections, int outstanding, String unit, String text) {
        this.kind = kind;
        this.size = size;
        this.connections = connections;
        this.outstanding = outstanding;
        this.unit = unit;
        this.text = text;
    }

    String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Reads a list such as {@code echo16,broadcast}; each item names all loads that begin with it. */
    static List<Load> parse(String list) {
        if (list.equals("all")) return List.of(values());
        List<Load> chosen = new ArrayList<>();
        for (String item : list.split(",", -1)) {
            List<Load> found = List.of(values()).stream()
                    .filter(load -> !item.isBlank() && load.label().startsWith(item.strip()))
                    .toList();
            if (found.isEmpty()) throw new IllegalArgumentException("no load begins with \"" + item + "\"");
            chosen.addAll(found);
        }
        return chosen.stream().distinct().sorted().toList();
    }
}

package swoole4j.engine.framework.cluster;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.LongSupplier;

/** Who is at the other nodes, as of their last sign of life. Any thread. */
final class Presence {
    /** After so many milliseconds without a sign of life a node is taken for dead. */
    static final long EXPIRY = 15_000;

    private final LongSupplier clockMillis;
    private final Map<String, Node> nodes = new HashMap<>();

    private static final class Node {
        long seen;
        long count;
        Set<String> uids = Set.of();
        Set<String> coming = new HashSet<>();
        int parts;
    }

    Presence(LongSupplier clockMillis) {
        this.clockMillis = clockMillis;
    }

    /** A node lives; returns whether that is news. Its users count when all parts have come, one behind the other. */
    synchronized boolean beat(Envelope beat) {
        expire();
        boolean isNew = !nodes.containsKey(beat.origin());
        Node node = nodes.computeIfAbsent(beat.origin(), _ -> new Node());
        node.seen = clockMillis.getAsLong();
        if (beat.part() == 0) {
            node.coming = new HashSet<>();
            node.parts = 0;
        }
        if (beat.part() != node.parts) return isNew;
        node.parts++;
        node.coming.addAll(beat.names());
        if (node.parts == beat.parts()) {
            node.uids = node.coming;
            node.count = beat.number();
            node.coming = new HashSet<>();
        }
        return isNew;
    }

    synchronized void leave(String node) {
        nodes.remove(node);
    }

    synchronized boolean has(String uid) {
        expire();
        return nodes.values().stream().anyMatch(node -> node.uids.contains(uid));
    }

    synchronized long count() {
        expire();
        return nodes.values().stream().mapToLong(node -> node.count).sum();
    }

    private void expire() {
        long now = clockMillis.getAsLong();
        nodes.values().removeIf(node -> now - node.seen >= EXPIRY);
    }
}

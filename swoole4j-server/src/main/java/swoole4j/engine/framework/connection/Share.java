package swoole4j.engine.framework.connection;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import swoole4j.engine.framework.shared.SharedRecords;

/** The part of one connection that other processes can have: whose it is, its request and its plain values. For one thread at a time. */
final class Share {
    private static final Logger log = LoggerFactory.getLogger(Share.class);

    /** What became of an attempt to write. */
    enum Outcome {
        /** It is written. */
        DONE,
        /** Another process has written meanwhile. */
        STALE,
        /** It is more than there is room for. */
        TOO_LARGE,
        /** The connection has ended. */
        GONE
    }

    private final SharedRecords records;
    private final int fd;
    private final Map<String, Object> frame;
    private long version;

    private Share(SharedRecords records, int fd, Map<String, Object> frame, long version) {
        this.records = records;
        this.fd = fd;
        this.frame = frame;
        this.version = version;
    }

    /** Begins to share; null when that is impossible, which the log tells. Without the request if there is no room for that. */
    static @Nullable Share begin(SharedRecords records, Connection connection, String route, int worker) {
        Map<String, Object> frame = new LinkedHashMap<>();
        frame.put("server", connection.server());
        frame.put("route", route);
        frame.put("worker", worker);
        byte[] empty = records.encode(frame);
        frame.put("request", RequestRecord.write(connection.request()));
        byte[] all = records.encode(frame);
        if (all == null) {
            frame.remove("request");
            log.warn(
                    "the request of connection {} is more than app_connection_bytes of {}: it stays in this process only",
                    connection.fd(),
                    records.most());
        }
        byte[] content = all == null ? empty : all;
        if (content != null && records.create(connection.fd(), content)) {
            return new Share(records, connection.fd(), frame, 1);
        }
        log.warn("connection {} stays in this process only, app_connections is too low", connection.fd());
        return null;
    }

    /** Returns what another process shares, not yet read; null when there is none. */
    static @Nullable Share find(SharedRecords records, int fd) {
        SharedRecords.Version there = records.read(fd);
        if (there == null) return null;
        Map<String, Object> frame = StoredRequest.map(Map.of("", there.content()), "");
        frame.remove("values");
        return new Share(records, fd, frame, 0);
    }

    String text(String name) {
        return String.valueOf(frame.get(name));
    }

    int worker() {
        return frame.get("worker") instanceof Integer worker ? worker : -1;
    }

    Map<?, ?> request() {
        return frame.get("request") instanceof Map<?, ?> request ? request : Map.of();
    }

    boolean isThere() {
        return records.version(fd) != 0;
    }

    /** Returns the values when others than those that were read or written last are there, else null. */
    @Nullable
    Map<String, Object> newer() {
        if (records.version(fd) == version) return null;
        SharedRecords.Version there = records.read(fd);
        if (there == null) return null;
        version = there.version();
        return StoredRequest.map(there.content(), "values");
    }

    Outcome write(Map<String, Object> values) {
        Map<String, Object> content = new LinkedHashMap<>(frame);
        content.put("values", values);
        byte[] bytes = records.encode(content);
        if (bytes == null) return Outcome.TOO_LARGE;
        if (!records.replace(fd, version, bytes)) return isThere() ? Outcome.STALE : Outcome.GONE;
        version++;
        return Outcome.DONE;
    }

    void tooLarge(String what) {
        log.warn(
                "{} of connection {} is more than app_connection_bytes of {} leaves room for: it stays in this process only",
                what,
                fd,
                records.most());
    }
}

package swoole4j.engine.framework.shared;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import swoole4j.Table;
import swoole4j.core.value.ValueException;
import swoole4j.core.value.ValueReader;
import swoole4j.core.value.ValueWriter;

/** A plain map for each connection, with a version that grows with each change. Any thread; nobody waits. */
public final class SharedRecords {
    private static final Logger log = LoggerFactory.getLogger(SharedRecords.class);

    private final int most;
    private final Table rows;

    /**
     * A map as it was at a time.
     *
     * @param version 1 for the first
     * @param content plain values
     */
    public record Version(long version, Map<?, ?> content) {}

    SharedRecords(int connections, int most) {
        this.most = most;
        rows = new Table(connections, 1);
        rows.column("version", Table.TYPE_INT);
        // In one column with its version it is read in one step.
        rows.column("content", Table.TYPE_STRING, most + (long) Long.BYTES);
        rows.create();
    }

    /** Returns the bytes of a map; null when they are too many or something in it is not plain. */
    public byte @Nullable [] encode(Map<String, ?> content) {
        try {
            byte[] bytes = ValueWriter.encode(content);
            return bytes.length <= most ? bytes : null;
        } catch (ValueException _) {
            return null;
        }
    }

    /** Tells whether a value may be shared. */
    public static boolean isPlain(@Nullable Object value) {
        try {
            ValueWriter.encode(value);
            return true;
        } catch (ValueException _) {
            return false;
        }
    }

    /** Returns how many bytes a map may have. */
    public int most() {
        return most;
    }

    /** Begins with a map; false when there is no room. */
    public boolean create(int fd, byte[] content) {
        return rows.set(fd, Map.of("version", 1, "content", versioned(1, content)));
    }

    /** Puts {@code content} in the place of that version; false when it is not the present one any more. */
    public boolean replace(int fd, long version, byte[] content) {
        long next = version + 1;
        return rows.cmpset(
                fd, Map.of("version", version), Map.of("version", next, "content", versioned(next, content)));
    }

    private static byte[] versioned(long version, byte[] content) {
        return ByteBuffer.allocate(Long.BYTES + content.length)
                .putLong(version)
                .put(content)
                .array();
    }

    /** Returns the present version, 0 when there is no map. */
    public long version(int fd) {
        return rows.get(fd, "version") instanceof Long version ? version : 0;
    }

    /** Returns the present map, or null. */
    public @Nullable Version read(int fd) {
        byte[] bytes = rows.getBytes(fd, "content");
        if (bytes == null) return null;
        try {
            Object content = ValueReader.decode(Arrays.copyOfRange(bytes, Long.BYTES, bytes.length));
            if (content instanceof Map<?, ?> map)
                return new Version(ByteBuffer.wrap(bytes).getLong(), map);
            log.error("what is kept of connection {} is no map", fd);
        } catch (ValueException e) {
            log.error("what is kept of connection {} cannot be read: {}", fd, e.getMessage());
        }
        return null;
    }

    /** Ends with a map. */
    public void remove(int fd) {
        rows.del(fd);
    }
}

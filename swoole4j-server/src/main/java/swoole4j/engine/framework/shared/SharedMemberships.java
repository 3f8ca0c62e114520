package swoole4j.engine.framework.shared;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import swoole4j.Table;
import swoole4j.engine.framework.room.Groups;
import swoole4j.engine.framework.room.Memberships;

/** A row for each opened connection, and the log of their changes. */
final class SharedMemberships implements Memberships {
    private static final Logger log = LoggerFactory.getLogger(SharedMemberships.class);
    private static final int CHANGES = 4096;

    private final int most;
    private final Table rows;
    private final ChangeLog changes;

    SharedMemberships(int connections, int most) {
        this(connections, most, CHANGES);
    }

    SharedMemberships(int connections, int most, int remembered) {
        this.most = most;
        rows = new Table(connections, 1);
        rows.column("version", Table.TYPE_INT);
        rows.column("groups", Table.TYPE_STRING, most);
        rows.create();
        changes = new ChangeLog(remembered);
    }

    @Override
    public boolean open(int fd) {
        if (!rows.set(fd, Map.of("version", 1, "groups", ""))) return false;
        changes.add(fd);
        return true;
    }

    @Override
    public boolean change(int fd, UnaryOperator<Groups> change) {
        while (true) {
            Map<String, Object> row = rows.get(fd);
            Groups before = groups(row);
            if (row == null || before == null || !(row.get("version") instanceof Long version)) return false;
            Groups now = change.apply(before);
            if (now.equals(before)) return true;
            String text = GroupsText.write(now);
            int size = text.getBytes(StandardCharsets.UTF_8).length;
            if (size > most) return tooLarge(fd, size);
            if (rows.cmpset(fd, Map.of("version", version), Map.of("version", version + 1, "groups", text))) break;
        }
        changes.add(fd);
        return true;
    }

    private boolean tooLarge(int fd, int size) {
        log.warn(
                "the rooms and the user of connection {} take {} bytes, app_room_bytes allows {}: nothing is changed",
                fd,
                size,
                most);
        return false;
    }

    @Override
    public void close(int fd) {
        if (rows.del(fd)) changes.add(fd);
    }

    /** Whoever died while changing something may not have told: all look at everything again. */
    void distrust() {
        changes.add(ChangeLog.EVERYTHING);
    }

    @Override
    public long follow(long from, Listener listener) {
        long last = from < 0 ? -1 : changes.read(from, fd -> tell(fd, listener));
        return last < 0 ? readAll(listener) : last;
    }

    private void tell(int fd, Listener listener) {
        if (fd == ChangeLog.EVERYTHING) {
            readAll(listener);
        } else {
            listener.changed(fd, groups(rows.get(fd)));
        }
    }

    /** What changes meanwhile is in the log behind the entry that is returned. */
    private long readAll(Listener listener) {
        long last = changes.last();
        listener.restart();
        for (Map.Entry<String, Map<String, Object>> row : rows) {
            listener.changed(Integer.parseInt(row.getKey()), groups(row.getValue()));
        }
        return last;
    }

    private static @Nullable Groups groups(@Nullable Map<String, Object> row) {
        return row != null && row.get("groups") instanceof String text ? GroupsText.read(text) : null;
    }
}

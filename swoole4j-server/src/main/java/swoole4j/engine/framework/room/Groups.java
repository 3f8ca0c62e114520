package swoole4j.engine.framework.room;

import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The rooms of one connection and whose it is. */
public record Groups(@Nullable String uid, Set<String> rooms) {
    /** Nobody's connection, in no room. */
    public static final Groups NONE = new Groups(null, Set.of());

    /** Copies the rooms. */
    public Groups {
        rooms = Set.copyOf(rooms);
    }

    Groups join(List<String> more) {
        Set<String> all = new HashSet<>(rooms);
        return all.addAll(more) ? new Groups(uid, all) : this;
    }

    Groups leave(Collection<String> these) {
        Set<String> left = new HashSet<>(rooms);
        return left.removeAll(Set.copyOf(these)) ? new Groups(uid, left) : this;
    }

    Groups user(@Nullable String now) {
        return new Groups(now, rooms);
    }
}

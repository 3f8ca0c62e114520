package swoole4j.engine.framework.room;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The connections of each group of one kind. A group without any is gone. For one thread at a time. */
final class Members {
    private static final int[] NOBODY = {};

    private final Map<String, Group> groups = new HashMap<>();

    private static final class Group {
        final Set<Integer> fds = new HashSet<>();
        /** What a broadcast goes through, made once for as long as nobody comes or goes. */
        int @Nullable [] array;
    }

    void add(String name, int fd) {
        Group group = groups.computeIfAbsent(name, _ -> new Group());
        group.fds.add(fd);
        group.array = null;
    }

    void remove(String name, int fd) {
        Group group = groups.get(name);
        if (group == null) return;
        group.fds.remove(fd);
        group.array = null;
        if (group.fds.isEmpty()) groups.remove(name);
    }

    void clear() {
        groups.clear();
    }

    Set<Integer> copy(String name) {
        Group group = groups.get(name);
        return group == null ? Set.of() : Set.copyOf(group.fds);
    }

    int size(String name) {
        Group group = groups.get(name);
        return group == null ? 0 : group.fds.size();
    }

    Set<String> names() {
        return Set.copyOf(groups.keySet());
    }

    boolean contains(String name) {
        return groups.containsKey(name);
    }

    /** Returns the members; not to be changed. */
    int[] array(String name) {
        Group group = groups.get(name);
        if (group == null) return NOBODY;
        int[] known = group.array;
        if (known == null) group.array = known = array(group.fds);
        return known;
    }

    static int[] array(Set<Integer> fds) {
        return fds.stream().mapToInt(Integer::intValue).toArray();
    }
}

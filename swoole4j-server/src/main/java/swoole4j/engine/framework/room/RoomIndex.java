package swoole4j.engine.framework.room;

import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import swoole4j.framework.Broadcast;
import swoole4j.framework.Rooms;
import swoole4j.framework.SlowConsumer;

/**
 * The opened connections of an application and the groups they are in. Any thread.
 *
 * <p>With {@link Memberships} it is what this process knows of them, brought up to date before each look.
 */
public final class RoomIndex implements Rooms {
    /** Bounded by what a connection may have unsent at all. */
    private static final SlowConsumer USUAL = SlowConsumer.drop(Long.MAX_VALUE);

    private final @Nullable Memberships shared;
    private final Object lock = new Object();
    private long followed = -1;
    private final Map<Integer, Groups> connections = new HashMap<>();
    private final Members rooms = new Members();
    private final Members users = new Members();
    private final Map<String, SlowConsumer> policies = new ConcurrentHashMap<>();

    /** Creates one for workers that share this JVM. */
    public RoomIndex() {
        this(null);
    }

    /** Creates one of several, for workers that are processes. */
    public RoomIndex(@Nullable Memberships shared) {
        this.shared = shared;
    }

    /** A connection was opened: it may join rooms from now on. False when there is no room for another one. */
    public boolean open(int fd) {
        synchronized (lock) {
            if (shared != null) return shared.open(fd);
            changed(fd, Groups.NONE);
            return true;
        }
    }

    /** A connection has ended and its close callback has returned. */
    public void forget(int fd) {
        synchronized (lock) {
            if (shared != null) {
                shared.close(fd);
            } else {
                changed(fd, null);
            }
        }
    }

    /** Brings what this process knows up to date, so that the next one to ask need not wait for it. */
    public void follow() {
        synchronized (lock) {
            if (shared != null) followed = shared.follow(followed, listener);
        }
    }

    private boolean change(int fd, UnaryOperator<Groups> change) {
        synchronized (lock) {
            if (shared != null) return shared.change(fd, change);
            Groups groups = connections.get(fd);
            if (groups == null) return false;
            changed(fd, change.apply(groups));
            return true;
        }
    }

    private final Memberships.Listener listener = new Memberships.Listener() {
        @Override
        public void changed(int fd, @Nullable Groups now) {
            RoomIndex.this.changed(fd, now);
        }

        @Override
        public void restart() {
            connections.clear();
            rooms.clear();
            users.clear();
        }
    };

    private void changed(int fd, @Nullable Groups now) {
        Groups before = now == null ? connections.remove(fd) : connections.put(fd, now);
        Groups old = before == null ? Groups.NONE : before;
        Groups young = now == null ? Groups.NONE : now;
        for (String room : old.rooms()) if (!young.rooms().contains(room)) rooms.remove(room, fd);
        for (String room : young.rooms()) if (!old.rooms().contains(room)) rooms.add(room, fd);
        if (old.uid() != null && !old.uid().equals(young.uid())) users.remove(old.uid(), fd);
        if (young.uid() != null && !young.uid().equals(old.uid())) users.add(young.uid(), fd);
    }

    @Override
    public boolean join(int fd, String... these) {
        List<String> names = List.of(these);
        return change(fd, groups -> groups.join(names));
    }

    @Override
    public boolean leave(int fd, String... these) {
        List<String> names = List.of(these);
        return change(fd, groups -> groups.leave(names));
    }

    @Override
    public boolean leaveAll(int fd) {
        return change(fd, groups -> groups.leave(groups.rooms()));
    }

    @Override
    public boolean bindUid(int fd, String uid) {
        if (uid.isEmpty()) throw new IllegalArgumentException("a uid must not be empty");
        return change(fd, groups -> groups.user(uid));
    }

    @Override
    public boolean unbindUid(int fd) {
        return uidOf(fd) != null && change(fd, groups -> groups.user(null));
    }

    @Override
    public Set<Integer> members(String room) {
        synchronized (lock) {
            follow();
            return rooms.copy(room);
        }
    }

    @Override
    public Set<String> roomsOf(int fd) {
        return groups(fd).rooms();
    }

    @Override
    public @Nullable String uidOf(int fd) {
        return groups(fd).uid();
    }

    private Groups groups(int fd) {
        synchronized (lock) {
            follow();
            return connections.getOrDefault(fd, Groups.NONE);
        }
    }

    @Override
    public Set<String> names() {
        synchronized (lock) {
            follow();
            return rooms.names();
        }
    }

    @Override
    public int size(String room) {
        synchronized (lock) {
            follow();
            return rooms.size(room);
        }
    }

    @Override
    public Set<Integer> fdsOf(String uid) {
        synchronized (lock) {
            follow();
            return users.copy(uid);
        }
    }

    @Override
    public Set<String> uids() {
        synchronized (lock) {
            follow();
            return users.names();
        }
    }

    @Override
    public boolean isOnline(String uid) {
        synchronized (lock) {
            follow();
            return users.contains(uid);
        }
    }

    /** Returns how many opened connections there are, of all workers. */
    public int count() {
        synchronized (lock) {
            follow();
            return connections.size();
        }
    }

    /** Returns a copy of all opened connections, of all workers. */
    public Set<Integer> all() {
        synchronized (lock) {
            follow();
            return Set.copyOf(connections.keySet());
        }
    }

    @Override
    public void slowConsumers(String room, SlowConsumer policy) {
        policies.put(room, policy);
    }

    @Override
    public SlowConsumer slowConsumers(String room) {
        return policies.getOrDefault(room, USUAL);
    }

    /** Returns whom a broadcast is for, each once, by what is done when they are slow; the first room named counts. */
    Map<SlowConsumer, int[]> targets(Broadcast broadcast) {
        SlowConsumer own = broadcast.slowConsumers();
        synchronized (lock) {
            follow();
            Set<Integer> met = new LinkedHashSet<>(broadcast.except());
            Map<SlowConsumer, int[]> targets = new LinkedHashMap<>();
            boolean single = met.isEmpty() && broadcast.uids().isEmpty() && !broadcast.everybody();
            for (String room : broadcast.rooms()) {
                SlowConsumer policy = own == null ? slowConsumers(room) : own;
                if (single && broadcast.rooms().size() == 1) return Map.of(policy, rooms.array(room));
                add(targets, policy, rooms.array(room), met);
            }
            SlowConsumer usual = own == null ? USUAL : own;
            for (String uid : broadcast.uids()) add(targets, usual, users.array(uid), met);
            if (broadcast.everybody()) add(targets, usual, Members.array(connections.keySet()), met);
            return targets;
        }
    }

    private static void add(Map<SlowConsumer, int[]> targets, SlowConsumer policy, int[] fds, Set<Integer> met) {
        int[] fresh = new int[fds.length];
        int count = 0;
        for (int fd : fds) if (met.add(fd)) fresh[count++] = fd;
        int[] more = Arrays.copyOf(fresh, count);
        targets.merge(policy, more, RoomIndex::concat);
    }

    private static int[] concat(int[] a, int[] b) {
        int[] both = Arrays.copyOf(a, a.length + b.length);
        System.arraycopy(b, 0, both, a.length, b.length);
        return both;
    }
}

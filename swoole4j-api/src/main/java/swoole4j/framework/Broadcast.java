package swoole4j.framework;

import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import swoole4j.Constants;
import swoole4j.framework.spi.Applications;

/**
 * One message for many connections: {@code Broadcast.to("game").and("lobby").except(fd).push("text")}. Each connection gets it
 * once. It is encoded, and compressed, once. Not for several threads at a time.
 */
public final class Broadcast {
    private final boolean everybody;
    private final Set<String> rooms = new LinkedHashSet<>();
    private final Set<String> uids = new LinkedHashSet<>();
    private final Set<Integer> except = new HashSet<>();
    private @Nullable SlowConsumer slowConsumers;

    private Broadcast(boolean everybody) {
        this.everybody = everybody;
    }

    /** Returns a broadcast to the members of a room. */
    public static Broadcast to(String room) {
        return new Broadcast(false).and(room);
    }

    /** Returns a broadcast to the connections of a user. */
    public static Broadcast toUid(String uid) {
        return new Broadcast(false).andUid(uid);
    }

    /** Returns a broadcast to all connections of the application. */
    public static Broadcast all() {
        return new Broadcast(true);
    }

    /** Adds a room. */
    public Broadcast and(String room) {
        rooms.add(Objects.requireNonNull(room));
        return this;
    }

    /** Adds a user. */
    public Broadcast andUid(String uid) {
        uids.add(Objects.requireNonNull(uid));
        return this;
    }

    /** Leaves connections out. */
    public Broadcast except(int... fds) {
        for (int fd : fds) except.add(fd);
        return this;
    }

    /** Says what becomes of slow connections this time, in place of what the rooms say. */
    public Broadcast slowConsumers(SlowConsumer policy) {
        slowConsumers = Objects.requireNonNull(policy);
        return this;
    }

    /** Sends a text message; returns how many connections took it. */
    public int push(String text) {
        return push(text.getBytes(StandardCharsets.UTF_8), Constants.WEBSOCKET_OPCODE_TEXT);
    }

    /** Sends a message; returns how many connections took it. */
    public int push(byte[] data, int opcode) {
        return Applications.current().broadcast(this, data, opcode);
    }

    /** Tells whether all connections are meant. */
    public boolean everybody() {
        return everybody;
    }

    /** Returns the rooms, in the order they were named. */
    public Set<String> rooms() {
        return Collections.unmodifiableSet(rooms);
    }

    /** Returns the users. */
    public Set<String> uids() {
        return Set.copyOf(uids);
    }

    /** Returns the connections that are left out. */
    public Set<Integer> except() {
        return Set.copyOf(except);
    }

    /** Returns what becomes of slow connections, or null when the rooms say it. */
    public @Nullable SlowConsumer slowConsumers() {
        return slowConsumers;
    }
}

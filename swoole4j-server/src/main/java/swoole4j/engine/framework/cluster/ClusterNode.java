package swoole4j.engine.framework.cluster;

import static swoole4j.Constants.WEBSOCKET_OPCODE_BINARY;
import static swoole4j.Constants.WEBSOCKET_OPCODE_TEXT;

import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Iterator;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import swoole4j.core.value.ValueException;
import swoole4j.engine.framework.cluster.Envelope.Kind;
import swoole4j.framework.AppEvent;
import swoole4j.framework.Broadcast;
import swoole4j.framework.ClientId;
import swoole4j.framework.Cluster;
import swoole4j.framework.ClusterBus;

/** One node of a cluster. Any thread. */
public final class ClusterNode implements Cluster {
    private static final Logger log = LoggerFactory.getLogger(ClusterNode.class);
    private static final String TOPIC = "swoole4j";
    private static final long BEAT_SECONDS = 5;
    private static final int MOST_NAMES = 1000;

    private final String nodeId;
    private final ClusterBus bus;
    private final LocalNode local;
    private final Consumer<AppEvent> events;
    private final Presence presence;
    private final AtomicLong lost = new AtomicLong();
    private final AtomicBoolean up = new AtomicBoolean(true);
    private final AtomicBoolean toldOfThrowing = new AtomicBoolean();
    private final AtomicBoolean toldOfUnreadable = new AtomicBoolean();
    private volatile BooleanSupplier delivers = () -> false;
    private @Nullable AutoCloseable subscription;
    private @Nullable ScheduledExecutorService clock;
    private boolean closed;

    ClusterNode(String nodeId, ClusterBus bus, LocalNode local, Consumer<AppEvent> events, LongSupplier clockMillis) {
        if (nodeId.isEmpty()) throw new IllegalArgumentException("the name of a node must not be empty");
        this.nodeId = nodeId;
        this.bus = bus;
        this.local = local;
        this.events = events;
        this.presence = new Presence(clockMillis);
    }

    /** Creates a node that others hear from once it joins. */
    public static ClusterNode of(String nodeId, ClusterBus bus, LocalNode local, Consumer<AppEvent> events) {
        return new ClusterNode(nodeId, bus, local, events, () -> TimeUnit.NANOSECONDS.toMillis(System.nanoTime()));
    }

    /** Returns a name of 128 random bits. */
    public static String randomId() {
        return UUID.randomUUID().toString();
    }

    /** Listens to what the others say of themselves; messages are somebody else's business. */
    public void watch() {
        subscribe();
    }

    /**
     * Joins: messages of other nodes reach the connections of this one from now on, and signs of life are given every five seconds.
     *
     * @param inCharge whether this process still is the one of its node that does so
     */
    public void join(BooleanSupplier inCharge) {
        delivers = inCharge;
        subscribe();
        beat();
        ScheduledExecutorService ticks = Executors.newSingleThreadScheduledExecutor(
                Thread.ofPlatform().daemon().name("swoole4j-cluster").factory());
        ticks.scheduleAtFixedRate(this::tick, BEAT_SECONDS, BEAT_SECONDS, TimeUnit.SECONDS);
        synchronized (this) {
            clock = ticks;
            if (closed) ticks.shutdown();
        }
    }

    private synchronized void subscribe() {
        if (subscription == null && !closed) subscription = bus.subscribe(TOPIC, this::receive);
    }

    private void tick() {
        try {
            beat();
        } catch (RuntimeException e) {
            log.error("a sign of life to the cluster failed", e);
        }
    }

    /** Tells the others who is here. */
    void beat() {
        if (!delivers.getAsBoolean()) return;
        Set<String> uids = local.uids();
        int parts = Math.max(1, (uids.size() + MOST_NAMES - 1) / MOST_NAMES);
        Iterator<String> rest = uids.iterator();
        for (int part = 0; part < parts; part++) {
            Set<String> some = new HashSet<>();
            while (rest.hasNext() && some.size() < MOST_NAMES) some.add(rest.next());
            send(Envelope.beat(nodeId, some, local.count(), part, parts));
        }
    }

    @Override
    public String nodeId() {
        return nodeId;
    }

    @Override
    public ClientId idOf(int fd) {
        return new ClientId(nodeId, fd);
    }

    @Override
    public boolean push(ClientId id, Object data) {
        byte[] bytes = bytes(data);
        if (id.node().equals(nodeId)) return local.push(id.fd(), bytes, opcode(data));
        return publish(Envelope.message(nodeId, Kind.CLIENT, id.toString(), Set.of(), opcode(data), bytes));
    }

    @Override
    public void sendToUid(String uid, Object data) {
        send(Kind.USER, uid, data);
    }

    @Override
    public void sendToGroup(String room, Object data, ClientId... except) {
        send(Kind.GROUP, room, data, except);
    }

    @Override
    public void sendToAll(Object data) {
        send(Kind.ALL, "", data);
    }

    private void send(Kind kind, String target, Object data, ClientId... except) {
        Set<String> names = new HashSet<>();
        for (ClientId id : except) names.add(id.toString());
        Envelope envelope = Envelope.message(nodeId, kind, target, names, opcode(data), bytes(data));
        deliver(envelope, true);
        publish(envelope);
    }

    @Override
    public void disconnectUid(String uid, int code, String reason) {
        byte[] words = reason.getBytes(StandardCharsets.UTF_8);
        Envelope envelope = Envelope.message(nodeId, Kind.DISCONNECT, uid, Set.of(), code, words);
        deliver(envelope, true);
        publish(envelope);
    }

    private static int opcode(Object data) {
        return data instanceof byte[] ? WEBSOCKET_OPCODE_BINARY : WEBSOCKET_OPCODE_TEXT;
    }

    private static byte[] bytes(Object data) {
        return switch (data) {
            case String text -> text.getBytes(StandardCharsets.UTF_8);
            case byte[] bytes -> bytes;
            default ->
                throw new IllegalArgumentException("a message of type "
                        + data.getClass().getName() + " cannot be sent to a cluster, expected String or byte[]");
        };
    }

    private boolean publish(Envelope envelope) {
        if (send(envelope)) return true;
        lost.incrementAndGet();
        return false;
    }

    private boolean send(Envelope envelope) {
        byte[] bytes = envelope.encode();
        boolean sent = isConnected();
        if (!sent) return false;
        try {
            bus.publish(TOPIC, bytes);
            return true;
        } catch (RuntimeException e) {
            if (toldOfThrowing.compareAndSet(false, true))
                log.error("the bus of the cluster throws; this is told once", e);
            return false;
        }
    }

    private void receive(byte[] bytes) {
        try {
            Envelope envelope = Envelope.decode(bytes);
            if (!envelope.origin().equals(nodeId)) receive(envelope);
        } catch (Envelope.UnknownVersion | ValueException e) {
            if (toldOfUnreadable.compareAndSet(false, true)) {
                log.warn("messages on the bus that this node cannot read are skipped: {}", e.getMessage());
            }
        } catch (RuntimeException e) {
            log.error("a message of another node could not be delivered", e);
        }
    }

    private void receive(Envelope envelope) {
        switch (envelope.kind()) {
            case BEAT -> {
                // A node that has just come wants to know who is here.
                if (presence.beat(envelope)) beat();
            }
            case LEAVE -> presence.leave(envelope.origin());
            default -> {
                if (delivers.getAsBoolean()) deliver(envelope, false);
            }
        }
    }

    private void deliver(Envelope envelope, boolean mayWait) {
        int number = (int) envelope.number();
        byte[] data = envelope.data();
        String target = envelope.target();
        switch (envelope.kind()) {
            case CLIENT -> {
                ClientId id = ClientId.parse(target);
                if (id.node().equals(nodeId)) local.push(id.fd(), data, number);
            }
            case USER -> local.broadcast(Broadcast.toUid(target), data, number, mayWait);
            case GROUP -> local.broadcast(without(Broadcast.to(target), envelope.names()), data, number, mayWait);
            case ALL -> local.broadcast(Broadcast.all(), data, number, mayWait);
            case DISCONNECT -> local.disconnect(target, number, new String(data, StandardCharsets.UTF_8));
            case BEAT, LEAVE -> throw new IllegalStateException(envelope.kind() + " is no message");
        }
    }

    private Broadcast without(Broadcast broadcast, Set<String> names) {
        for (String name : names) {
            ClientId id = ClientId.parse(name);
            if (id.node().equals(nodeId)) broadcast.except(id.fd());
        }
        return broadcast;
    }

    @Override
    public boolean isUidOnline(String uid) {
        return local.has(uid) || presence.has(uid);
    }

    @Override
    public long onlineCount() {
        return local.count() + presence.count();
    }

    @Override
    public long lost() {
        return lost.get();
    }

    @Override
    public boolean isConnected() {
        boolean now = bus.isConnected();
        if (up.compareAndSet(!now, now)) events.accept(now ? new AppEvent.BusUp(nodeId) : new AppEvent.BusDown(nodeId));
        return now;
    }

    /** Leaves the cluster; the others know at once. The bus stays open. */
    @Override
    public void close() {
        AutoCloseable there;
        synchronized (this) {
            if (closed) return;
            closed = true;
            there = subscription;
            if (clock != null) clock.shutdown();
        }
        if (delivers.getAsBoolean()) send(Envelope.leave(nodeId));
        delivers = () -> false;
        try {
            if (there != null) there.close();
        } catch (Exception e) {
            log.error("the bus of the cluster cannot be left", e);
        }
    }
}

package swoole4j.engine.reactor;

import static swoole4j.Constants.WEBSOCKET_STATUS_ACTIVE;

import java.util.concurrent.TimeUnit;
import swoole4j.engine.config.PortSettings;

/**
 * Closes connections from which nothing came for too long ({@code heartbeat_idle_time}, {@code max_idle_time}) or that took
 * nothing for too long ({@code max_idle_time}), and asks WebSockets for a sign of life ({@code websocket_ping_interval}). One
 * timer looks at all connections, at each heartbeat and when the first of them may be due. Reactor-confined.
 */
final class Idle {
    private static final double SECOND = 1e6;
    private static final double NEVER = Double.POSITIVE_INFINITY;
    private static final double SHORTEST_PAUSE = 0.01 * SECOND;
    /** A look at all connections must not come too often: so many times per shortest limit at most. */
    private static final int MOST_LOOKS = 20;
    /** How often a connection is looked at whose output may have stopped to move. */
    private static final int STALL_LOOKS = 4;

    private final Reactor reactor;
    private final Wires wires;
    private final Handshakes handshakes;
    private final long began;

    // Microseconds.
    private double heartbeat = NEVER;
    private double nextHeartbeat = NEVER;
    /** Heartbeats aside, no connection is due earlier than this after it began. */
    private double shortest = NEVER;

    private boolean ticking;
    /** Counts the looks that were planned, of which the last one counts. */
    private int plans;

    Idle(Reactor reactor, Wires wires, Handshakes handshakes) {
        this.reactor = reactor;
        this.wires = wires;
        this.handshakes = handshakes;
        this.began = reactor.nowMicros();
    }

    /** A connection of such a port was accepted. */
    void watch(PortSettings port) {
        double beat = Math.min(heartbeat, limit(reactor.settings().heartbeatInterval(port)));
        double pong = port.pingSeconds() > 0 ? limit(port.pongSeconds()) : NEVER;
        double soon =
                Math.min(shortest, Math.min(limit(port.maxIdleSeconds()), Math.min(limit(port.pingSeconds()), pong)));
        boolean sooner = beat < heartbeat || soon < shortest;
        heartbeat = beat;
        shortest = soon;
        if (Math.min(beat, soon) == NEVER || (ticking && !sooner)) return;
        ticking = true;
        plan(NEVER);
    }

    private static double limit(double seconds) {
        return seconds > 0 ? seconds * SECOND : NEVER;
    }

    /** Heartbeats come at their times, whenever connections do. */
    private void plan(double micros) {
        double since = (double) reactor.nowMicros() - began;
        nextHeartbeat = heartbeat == NEVER ? NEVER : (Math.floor(since / heartbeat) + 1) * heartbeat;
        double exact = Math.min(Math.max(micros, shortest / MOST_LOOKS), shortest);
        double pause = Math.max(SHORTEST_PAUSE, Math.min(exact, nextHeartbeat - since));
        int plan = ++plans;
        reactor.schedule(() -> tick(plan), (long) Math.ceil(pause), TimeUnit.MICROSECONDS);
    }

    private void tick(int plan) {
        if (plan != plans) return;
        boolean beats = (double) reactor.nowMicros() - began >= nextHeartbeat;
        if (beats) handshakes.closeIdle(this::heartbeatLimit);
        if (wires.isEmpty() && handshakes.isEmpty()) {
            ticking = false;
            return;
        }
        double next = NEVER;
        for (Line line : wires.all()) next = Math.min(next, look(line, beats));
        plan(next);
    }

    private double heartbeatLimit(PortSettings port) {
        return limit(reactor.settings().idleSeconds(port));
    }

    /** Does what is due, and returns in how many microseconds something may be due again. */
    private double look(Line line, boolean beats) {
        Connection connection = line.connection();
        PortSettings port = line.port();
        double quiet = (double) reactor.nowMicros() - connection.idleSince();
        double next = NEVER;
        if (!connection.isProtected()) {
            double most = connection.mayIdle() ? limit(port.maxIdleSeconds()) : NEVER;
            if (most != NEVER) next = Math.min(most - quiet, stallLeft(line, most));
            if (next <= 0 || (beats && quiet >= heartbeatLimit(port))) {
                line.expire();
                return NEVER;
            }
        }
        boolean pings = port.pingSeconds() > 0 && connection.websocketStatus() == WEBSOCKET_STATUS_ACTIVE;
        return pings ? Math.min(next, ping(line, quiet)) : next;
    }

    /** Returns how long the output may still stand; it is looked at several times, since nobody says when it stopped. */
    private double stallLeft(Line line, double limit) {
        Connection connection = line.connection();
        long progress = line.outputProgress();
        if (progress < 0) {
            connection.outputSeenAt = 0;
            return limit;
        }
        if (connection.outputSeenAt == 0 || progress != connection.outputSeen) {
            connection.outputSeen = progress;
            connection.outputSeenAt = reactor.nowMicros();
        }
        double left = connection.outputSeenAt + limit - reactor.nowMicros();
        return left <= 0 ? left : Math.min(left, limit / STALL_LOOKS);
    }

    /** Asks when it is time to, or ends what does not answer; any byte that comes is an answer. */
    private double ping(Line line, double quiet) {
        Connection connection = line.connection();
        double interval = limit(line.port().pingSeconds());
        double timeout = connection.isProtected() ? NEVER : limit(line.port().pongSeconds());
        boolean asked = connection.pinged > connection.lastReceivedMicros();
        double waited = (double) reactor.nowMicros() - connection.pinged;
        if (asked && waited >= timeout) {
            line.expire();
            return NEVER;
        }
        double left = interval - (asked ? waited : quiet);
        if (left > 0) return asked ? Math.min(left, timeout - waited) : left;
        if (!asked || timeout == NEVER) {
            connection.pinged = reactor.nowMicros();
            line.ping();
        }
        return asked && timeout != NEVER ? timeout - waited : Math.min(interval, timeout);
    }
}

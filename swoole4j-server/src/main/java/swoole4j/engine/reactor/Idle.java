package swoole4j.engine.reactor;

import static swoole4j.Constants.WEBSOCKET_STATUS_ACTIVE;

import java.util.concurrent.TimeUnit;
import swoole4j.engine.config.PortSettings;

/**
 * Closes connections from which nothing came for too long ({@code heartbeat_idle_time}, {@code max_idle_time}) or that took
 * nothing for too long ({@code max_idle_time}), and asks WebSockets for a sign of life ({@code websocket_ping_interval}). One
 * timer looks at all connections when the first of them may be due. Reactor-confined.
 */
final class Idle {
    private static final long SHORTEST_PAUSE_MICROS = 10_000;
    /** A look at all connections must not come too often: so many times per shortest limit at most. */
    private static final int MOST_LOOKS = 20;
    /** How often a connection is looked at whose output may have stopped to move. */
    private static final int STALL_LOOKS = 4;

    private final Reactor reactor;
    private final Wires wires;
    private final Handshakes handshakes;
    /** No connection is due earlier than this after it began. */
    private double shortestSeconds = Double.POSITIVE_INFINITY;

    private boolean ticking;
    /** Counts the looks that were planned, of which the last one counts. */
    private int plans;

    Idle(Reactor reactor, Wires wires, Handshakes handshakes) {
        this.reactor = reactor;
        this.wires = wires;
        this.handshakes = handshakes;
    }

    /** A connection of such a port was accepted. */
    void watch(PortSettings port) {
        double shortest = shortest(shortest(idleSeconds(port), port.pingSeconds()), pongSeconds(port));
        if (shortest <= 0) return;
        boolean sooner = shortest < shortestSeconds;
        if (sooner) shortestSeconds = shortest;
        if (ticking && !sooner) return;
        ticking = true;
        tickIn(shortestSeconds * 1e6);
    }

    private double idleSeconds(PortSettings port) {
        return shortest(reactor.settings().idleSeconds(port), port.maxIdleSeconds());
    }

    private static double pongSeconds(PortSettings port) {
        return port.pingSeconds() > 0 ? port.pongSeconds() : 0;
    }

    /** Returns the smaller one; 0 is no limit. */
    private static double shortest(double a, double b) {
        if (a <= 0) return b;
        return b <= 0 ? a : Math.min(a, b);
    }

    private void tickIn(double micros) {
        double shortest = Math.max(SHORTEST_PAUSE_MICROS, shortestSeconds * 1e6);
        double least = Math.max(SHORTEST_PAUSE_MICROS, shortest / MOST_LOOKS);
        int plan = ++plans;
        reactor.schedule(() -> tick(plan), (long) Math.ceil(Math.clamp(micros, least, shortest)), TimeUnit.MICROSECONDS);
    }

    private void tick(int plan) {
        if (plan != plans) return;
        handshakes.closeIdle(this::idleSeconds);
        if (wires.isEmpty() && handshakes.isEmpty()) {
            ticking = false;
            return;
        }
        double next = shortestSeconds * 1e6;
        for (Line line : wires.all()) next = Math.min(next, look(line));
        tickIn(next);
    }

    /** Does what is due, and returns in how many microseconds something may be due again. */
    private double look(Line line) {
        Connection connection = line.connection();
        PortSettings port = line.port();
        double quiet = reactor.nowMicros() - connection.lastReceived;
        double next = Double.POSITIVE_INFINITY;
        double idle = idleSeconds(port) * 1e6;
        if (idle > 0 && !connection.isProtected()) {
            next = idle - quiet;
            double stall = port.maxIdleSeconds() * 1e6;
            if (stall > 0) next = Math.min(next, stallLeft(line, stall));
            if (next <= 0) {
                line.expire();
                return Double.POSITIVE_INFINITY;
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

    /** Any byte that comes answers a ping. */
    private double ping(Line line, double quiet) {
        Connection connection = line.connection();
        double interval = line.port().pingSeconds() * 1e6;
        double timeout = line.port().pongSeconds() * 1e6;
        boolean asked = connection.pinged > connection.lastReceived;
        if (!asked) {
            if (quiet < interval) return interval - quiet;
            connection.pinged = reactor.nowMicros();
            line.ping();
            return timeout > 0 ? timeout : interval;
        }
        double waited = reactor.nowMicros() - connection.pinged;
        if (timeout <= 0 || connection.isProtected()) {
            if (waited < interval) return interval - waited;
            connection.pinged = reactor.nowMicros();
            line.ping();
            return interval;
        }
        if (waited < timeout) return timeout - waited;
        line.expire();
        return Double.POSITIVE_INFINITY;
    }
}

package swoole4j.engine.reactor;

import java.util.concurrent.TimeUnit;
import swoole4j.engine.config.PortSettings;

/**
 * Closes connections from which nothing came for too long ({@code heartbeat_idle_time}, {@code max_idle_time}).
 * Reactor-confined.
 */
final class Idle {
    private final Reactor reactor;
    private final Wires wires;
    private final double checkSeconds;
    private double intervalSeconds = Double.POSITIVE_INFINITY;
    private boolean ticking;

    Idle(Reactor reactor, Wires wires, double checkSeconds) {
        this.reactor = reactor;
        this.wires = wires;
        this.checkSeconds = checkSeconds;
    }

    /** A connection of such a port was accepted. */
    void watch(PortSettings port) {
        double limit = limitSeconds(port);
        if (limit <= 0) return;
        double interval = Math.max(port.maxIdleSeconds() > 0 ? 0.01 : 1, limit > 2 ? Math.floor(limit / 2) : limit / 2);
        if (checkSeconds > 0) interval = Math.min(interval, checkSeconds);
        intervalSeconds = Math.min(intervalSeconds, interval);
        if (!ticking) {
            ticking = true;
            tick();
        }
    }

    /** Only the check interval given: twice that is the limit, as in Swoole. */
    private double limitSeconds(PortSettings port) {
        double limit = port.heartbeatIdleSeconds() > 0 ? port.heartbeatIdleSeconds() : 2 * checkSeconds;
        double maxIdle = port.maxIdleSeconds();
        return maxIdle > 0 && (limit <= 0 || maxIdle < limit) ? maxIdle : limit;
    }

    private void tick() {
        reactor.schedule(
                () -> {
                    for (Line wire : wires.all()) {
                        double limit = limitSeconds(wire.port());
                        long idle = reactor.nowMicros() - wire.connection().lastReceived;
                        if (limit > 0 && idle >= limit * 1e6) wire.expire();
                    }
                    if (wires.isEmpty()) {
                        ticking = false;
                    } else {
                        tick();
                    }
                },
                (long) (intervalSeconds * 1e6),
                TimeUnit.MICROSECONDS);
    }
}

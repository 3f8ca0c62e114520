package swoole4j.engine.reactor;

import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/** Looks after connections on which part of a request came, so that none keeps one open for ever. Reactor-confined. */
final class Pace {
    private static final long CHECK_MILLIS = 250;

    private final Reactor reactor;
    private final Set<Wire> watched = new HashSet<>();
    private boolean ticking;

    Pace(Reactor reactor) {
        this.reactor = reactor;
    }

    void add(Wire wire) {
        watched.add(wire);
        tick();
    }

    private void tick() {
        if (ticking) return;
        ticking = true;
        reactor.schedule(
                () -> {
                    ticking = false;
                    watched.removeIf(wire -> !wire.checkPace());
                    if (!watched.isEmpty()) tick();
                },
                CHECK_MILLIS,
                TimeUnit.MILLISECONDS);
    }
}

package swoole4j.engine.reactor;

import io.netty.channel.Channel;
import java.util.HashMap;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import swoole4j.engine.config.PortSettings;
import swoole4j.engine.tls.HandshakeOutcome;
import swoole4j.engine.tls.PortTls;
import swoole4j.engine.tls.Secured;

/**
 * Accepted sockets that are not connections yet, because their TLS handshake is under way: they take room, but scripts
 * neither see them nor hear of their end. Reactor-confined.
 */
final class Handshakes {
    private static final Logger log = LoggerFactory.getLogger(Handshakes.class);

    private final Reactor reactor;
    private final Acceptance acceptance;
    private final ConnectionTable table;
    /** With the time at which each began. */
    private final Map<Channel, Begun> pending = new HashMap<>();

    private record Begun(Listener listener, long micros) {}

    Handshakes(Reactor reactor, Acceptance acceptance, ConnectionTable table) {
        this.reactor = reactor;
        this.acceptance = acceptance;
        this.table = table;
    }

    void begin(Listener listener, Channel channel, int slot, PortTls tls) {
        try {
            tls.begin(channel, new HandshakeOutcome() {
                @Override
                public void secured(Secured facts) {
                    if (pending.remove(channel) != null) acceptance.secured(listener, channel, slot, facts);
                }

                @Override
                public void failed() {
                    if (pending.remove(channel) != null) table.giveBack(slot);
                    table.abort();
                }
            });
        } catch (RuntimeException e) {
            log.error("a TLS handshake cannot begin", e);
            channel.unsafe().closeForcibly();
            table.giveBack(slot);
            table.abort();
            return;
        }
        pending.put(channel, new Begun(listener, reactor.nowMicros()));
        reactor.register(channel);
    }

    boolean isEmpty() {
        return pending.isEmpty();
    }

    /** Cuts those that are older than their port lets a connection be idle, in microseconds. */
    void closeIdle(ToDoubleFunction<PortSettings> limit) {
        pending.forEach((channel, begun) -> {
            if (reactor.nowMicros() - begun.micros >= limit.applyAsDouble(begun.listener.settings())) cut(channel);
        });
    }

    /** Cuts them all in the loop's next turn. */
    void closeAll() {
        pending.keySet().forEach(this::cut);
    }

    private void cut(Channel channel) {
        reactor.submitLater(() -> channel.unsafe().close(channel.unsafe().voidPromise()));
    }
}

package swoole4j.engine.reactor;

import io.netty.channel.Channel;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
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
    private final ConnectionTable table;
    private final Set<Channel> pending = new HashSet<>();

    Handshakes(Reactor reactor, ConnectionTable table) {
        this.reactor = reactor;
        this.table = table;
    }

    void begin(Listener listener, Channel channel, int slot, PortTls tls) {
        try {
            tls.begin(channel, new HandshakeOutcome() {
                @Override
                public void secured(Secured facts) {
                    if (pending.remove(channel)) reactor.secured(listener, channel, slot, facts);
                }

                @Override
                public void failed() {
                    if (pending.remove(channel)) table.giveBack(slot);
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
        pending.add(channel);
        reactor.register(channel);
    }

    /** Cuts them all in the loop's next turn. */
    void closeAll() {
        for (Channel channel : new ArrayList<>(pending)) {
            reactor.submitLater(() -> channel.unsafe().close(channel.unsafe().voidPromise()));
        }
    }
}

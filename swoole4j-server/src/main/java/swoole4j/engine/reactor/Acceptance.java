package swoole4j.engine.reactor;

import io.netty.channel.Channel;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import swoole4j.engine.link.ToReactor;
import swoole4j.engine.link.ToWorker;
import swoole4j.engine.tls.PortTls;
import swoole4j.engine.tls.Secured;

/** How something accepted becomes a connection: it gets a slot, a reactor, a TLS handshake and an fd. Reactor-confined. */
final class Acceptance {
    private static final Logger log = LoggerFactory.getLogger(Acceptance.class);

    /** RFC 9113 3.2. */
    private static final String HTTP2 = "h2";

    private static final Secured NO_TLS = new Secured(null, null);

    private final Reactor reactor;
    private final ConnectionTable table;
    private final Handshakes handshakes;
    /** Which reactor takes what this one accepts, by slot. */
    private IntFunction<Reactor> owners;
    /** What was accepted before comes too late. */
    private boolean over;

    Acceptance(Reactor reactor, ConnectionTable table) {
        this.reactor = reactor;
        this.table = table;
        this.handshakes = new Handshakes(reactor, this, table);
        this.owners = _ -> reactor;
    }

    Handshakes handshakes() {
        return handshakes;
    }

    /** Shares what comes with other reactors. */
    void share(IntFunction<Reactor> others) {
        owners = others;
    }

    /** Nothing becomes a connection any more. */
    void end() {
        over = true;
        handshakes.closeAll();
    }

    void accepted(Listener listener, Channel channel) {
        int slot = slot("a connection");
        if (slot == 0) {
            channel.unsafe().closeForcibly();
            return;
        }
        Reactor owner = owners.apply(slot);
        if (owner == reactor) {
            take(listener, channel, slot);
        } else if (!owner.execute(() -> owner.acceptance().take(listener, channel, slot))) {
            drop(channel, slot);
        }
    }

    /** Takes a slot, 0 when there is none. */
    private int slot(String what) {
        int most = reactor.settings().maxConnections();
        int slot = table.takeSlot(most);
        if (slot == 0) {
            log.warn("max_connection {} reached, {} is refused", most, what);
            table.abort();
        }
        return slot;
    }

    private void drop(Channel channel, int slot) {
        channel.unsafe().closeForcibly();
        table.giveBack(slot);
        table.abort();
    }

    private void take(Listener listener, Channel channel, int slot) {
        if (over) {
            drop(channel, slot);
            return;
        }
        PortTls tls = listener.tls();
        if (tls != null) {
            handshakes.begin(listener, channel, slot, tls);
            reactor.watchIdle(listener.settings());
            return;
        }
        Line line = admit(listener, channel, slot, NO_TLS);
        if (line == null) return;
        reactor.register(channel);
        connected(line);
    }

    /** The handshake is over: the connection begins. */
    void secured(Listener listener, Channel channel, int slot, Secured facts) {
        Line line = admit(listener, channel, slot, facts);
        if (line != null) connected(line);
    }

    private void connected(Line line) {
        reactor.worker().offer(new ToWorker.Connected(line.connection().fd()));
    }

    private @Nullable Line admit(Listener listener, Channel channel, int slot, Secured facts) {
        Connection connection = connection(listener, channel, slot, facts.clientCertificate());
        if (connection == null) {
            channel.unsafe().closeForcibly();
            return null;
        }
        boolean http2 = HTTP2.equals(facts.protocol());
        Line line = http2
                ? Http2Wire.begin(reactor, connection, listener.settings(), channel)
                : new Wire(reactor, connection, listener.settings(), channel, facts.protocol());
        reactor.begin(line);
        if (http2 && reactor.settings().delayReceive()) line.accept(new ToReactor.Read(connection.fd(), false));
        return line;
    }

    private @Nullable Connection connection(
            Listener listener, Channel channel, int slot, @Nullable String clientCertificate) {
        Connection connection = table.add(
                slot, fd -> new Connection(fd, slot, reactor, listener, channel, clientCertificate, table::begin));
        if (connection == null) {
            log.warn("every connection number is taken");
            table.giveBack(slot);
            table.abort();
        }
        return connection;
    }

    /** A stream becomes a connection of its own; null when there are too many. */
    @Nullable
    Wire opened(Connection parent, Channel stream) {
        int slot = slot("a stream");
        if (slot == 0) return null;
        Connection connection = connection(parent.listener(), stream, slot, parent.clientCertificate());
        if (connection == null) return null;
        Wire wire = new Wire(reactor, connection, parent.listener().settings(), stream, null);
        reactor.begin(wire);
        reactor.register(stream);
        connected(wire);
        return wire;
    }
}

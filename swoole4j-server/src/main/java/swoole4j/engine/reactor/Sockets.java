package swoole4j.engine.reactor;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import swoole4j.engine.config.PortSettings;
import swoole4j.engine.link.DatagramRoom;
import swoole4j.engine.link.ToReactor;
import swoole4j.engine.tls.PortTls;

/** The sockets of one reactor on which something new comes: those that listen, and those with datagrams. Reactor-confined. */
public final class Sockets {
    private final Reactor reactor;
    private final Transport transport;
    private final List<Listener> listeners = new CopyOnWriteArrayList<>();
    private final List<DatagramListener> datagrams = new CopyOnWriteArrayList<>();

    Sockets(Reactor reactor, Transport transport) {
        this.reactor = reactor;
        this.transport = transport;
    }

    /** Opens a socket with datagrams; {@code shared} when others use the same address. */
    public void receive(int port, ListenAddress address, PortSettings settings, DatagramRoom room, boolean shared)
            throws IOException {
        DatagramListener socket = new DatagramListener(reactor, port, address, settings, room);
        datagrams.add(socket);
        socket.open(transport, shared || reactor.settings().reusePort());
    }

    /** Opens a listener, before connections matter. */
    public void listen(int port, ListenAddress address, PortSettings settings, @Nullable PortTls tls, boolean shared)
            throws IOException {
        SocketOptions options =
                new SocketOptions(settings.sockets(), transport, !address.kind().isUnix());
        Listener listener = new Listener(reactor, port, address, settings, options, tls);
        listener.open(transport, shared || reactor.settings().reusePort());
        listeners.add(listener);
    }

    /** Returns the options of the socket of a port. Any thread. */
    public Map<String, Object> options(int port) {
        for (Listener listener : listeners) {
            if (listener.port() == port) return listener.options();
        }
        for (DatagramListener socket : datagrams) {
            if (socket.port() == port) return socket.options();
        }
        return Map.of();
    }

    void accept(ToReactor.OfDatagrams event) {
        for (DatagramListener socket : datagrams) {
            if (socket.port() != event.port()) continue;
            switch (event) {
                case ToReactor.SendDatagram datagram -> socket.send(datagram);
                case ToReactor.DatagramDone done -> socket.done(done.bytes());
            }
        }
    }

    void begin() {
        for (Listener listener : listeners) listener.beginAccepting();
        for (DatagramListener socket : datagrams) socket.begin();
    }

    /** Takes nothing until the next {@link #begin}. */
    void pause() {
        for (Listener listener : listeners) listener.pauseAccepting();
        for (DatagramListener socket : datagrams) socket.stopReading();
    }

    /** Listens no more; datagrams can still be sent. */
    void quiesce() {
        for (Listener listener : listeners) listener.close();
        for (DatagramListener socket : datagrams) socket.stopReading();
    }

    void close() {
        for (Listener listener : listeners) listener.close();
        for (DatagramListener socket : datagrams) socket.close();
    }
}

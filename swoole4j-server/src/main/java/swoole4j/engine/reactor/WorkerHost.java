package swoole4j.engine.reactor;

import io.netty.channel.IoEventLoop;
import java.util.HashSet;
import java.util.Set;
import java.util.function.IntConsumer;
import swoole4j.engine.link.HttpMessage;
import swoole4j.engine.link.ToReactor;
import swoole4j.engine.link.ToWorker;
import swoole4j.engine.link.socket.Host;

/** What a reactor does for workers that are processes, and for connections whose worker died. In its loop. */
public final class WorkerHost implements Host {
    private final Reactor reactor;
    private final IntConsumer onLost;
    /** Connections whose close event is with a worker, or on its way. */
    private final Set<Integer> closing = new HashSet<>();

    /** Creates the host; {@code onLost} counts events that were being handled when their worker died. */
    public WorkerHost(Reactor reactor, IntConsumer onLost) {
        this.reactor = reactor;
        this.onLost = onLost;
    }

    @Override
    public int id() {
        return reactor.id();
    }

    @Override
    public IoEventLoop loop() {
        return reactor.loop();
    }

    @Override
    public void flushLater(Runnable flush) {
        reactor.flushLater(flush);
    }

    @Override
    public void reserve(int fd, long bytes) {
        Connection connection = reactor.find(fd);
        if (connection != null) connection.addUnsent(bytes);
    }

    @Override
    public void accept(ToReactor message) {
        reactor.offer(message);
        switch (message) {
            case ToReactor.Closing told -> closing.add(told.fd());
            case ToReactor.Release released -> {
                closing.remove(released.fd());
                forget(released.fd());
            }
            default -> {}
        }
    }

    private void forget(int fd) {
        Connection connection = reactor.find(fd);
        if (connection != null) connection.forget();
    }

    @Override
    public void lost(ToWorker event) {
        onLost.accept(event.fd());
        int fd = event.fd();
        switch (event) {
            case ToWorker.Received received -> reactor.offer(new ToReactor.Done(fd, received.data().length));
            case ToWorker.Message message -> reactor.offer(new ToReactor.Done(fd, message.payload().length));
            case ToWorker.Requested requested -> lost(fd, requested.request());
            case ToWorker.UpgradeRequested requested -> lost(fd, requested.request());
            case ToWorker.Datagram datagram ->
                reactor.offer(new ToReactor.DatagramDone(datagram.port(), datagram.data().length));
            case ToWorker.Closed _ -> accept(new ToReactor.Release(fd));
            case ToWorker.Closing told -> end(fd, told.reset());
            case ToWorker.Connected _,
                    ToWorker.StreamEnded _,
                    ToWorker.Drained _,
                    ToWorker.Filled _,
                    ToWorker.Flushed _ -> {}
        }
    }

    private void lost(int fd, HttpMessage request) {
        request.discard();
        Line line = reactor.line(fd);
        if (line != null) line.lost(request);
    }

    private void end(int fd, boolean reset) {
        reactor.offer(new ToReactor.Close(fd, reset));
        accept(new ToReactor.Release(fd));
    }

    /** A worker marks a connection as closed before it tells: those of which nothing came are closed now. */
    @Override
    public void died(int incarnation) {
        for (Line line : reactor.all()) {
            Connection connection = line.connection();
            if (connection.endedBy() == incarnation && !closing.contains(connection.fd())) {
                end(connection.fd(), false);
            }
        }
    }
}

package swoole4j.engine.link.socket;

import io.netty.channel.Channel;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import swoole4j.engine.link.ToReactor;
import swoole4j.engine.link.ToWorker;
import swoole4j.engine.link.encoding.EventFrames;
import swoole4j.engine.link.encoding.FrameSink;
import swoole4j.engine.link.encoding.MalformedFrameException;
import swoole4j.engine.link.encoding.ToldFrames;
import swoole4j.engine.link.shared.WorkerCells;

/** Where the processes of all workers have their sockets to one reactor: events go there, and what they tell comes back. */
public final class Dock extends Quay<ToWorker> {
    private static final Berth.Form<ToWorker> EVENTS = new Berth.Form<>() {
        @Override
        public void event(int place, ToWorker event, FrameSink out) {
            EventFrames.event(place, event, out);
        }

        @Override
        public void leave(FrameSink out) {
            EventFrames.leave(out);
        }
    };

    private final Host host;

    /** Creates the dock of a reactor, whose events for workers wait in {@code outlets}. */
    public Dock(Host host, String secret, List<Outlet<ToWorker>> outlets) {
        super(secret, outlets);
        this.host = host;
    }

    /** Returns where the dock of a reactor listens. */
    public static Path address(Path folder, int reactor) {
        return folder.resolve("reactor-" + reactor);
    }

    /**
     * Listens. Any thread, before the loop runs or while it does.
     *
     * @throws IOException when that is not possible
     */
    public void listen(Path folder) throws IOException {
        listen(host.loop(), address(folder, host.id()));
    }

    @Override
    Arrival arrival(Channel channel) {
        return new Worker(channel);
    }

    @Override
    Berth<ToWorker> berth(int incarnation, WorkerCells cells, Pipe pipe) {
        return new Berth<>(EVENTS, host.id(), host::flushLater, incarnation, cells, pipe);
    }

    private final class Worker extends Arrival implements ToldFrames.Reader {
        private long taken;

        Worker(Channel channel) {
            super(channel);
        }

        @Override
        void take(ByteBuffer frame) throws MalformedFrameException {
            ToldFrames.read(frame, this);
        }

        @Override
        void taken(WorkerCells cells) {
            cells.take(host.id(), taken);
        }

        @Override
        public void told(ToReactor message) {
            if (isStranger()) return;
            long reserved = Weight.reserved(message);
            if (reserved > 0) {
                host.reserve(message.fd(), reserved);
                taken += reserved;
            }
            host.accept(message);
        }

        @Override
        void gone(int incarnation, List<ToWorker> lost) {
            for (ToWorker event : lost) host.lost(event);
            host.died(incarnation);
        }
    }
}

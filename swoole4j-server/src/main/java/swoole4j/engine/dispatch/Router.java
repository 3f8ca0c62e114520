package swoole4j.engine.dispatch;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import swoole4j.engine.link.ConnectionState;
import swoole4j.engine.link.ConnectionView;
import swoole4j.engine.link.HttpMessage;
import swoole4j.engine.link.Link;
import swoole4j.engine.link.ToReactor;
import swoole4j.engine.link.ToWorker;
import swoole4j.server.DispatchFunction;

/** Gives the events of all reactors to the workers that dispatch chooses. Any thread. */
public final class Router implements Link<ToWorker> {
    /** How much a dispatch function sees. */
    private static final int SHOWN = 8192;

    private static final byte[] NOTHING = new byte[0];

    private final ConnectionView view;
    private final List<? extends Link<ToWorker>> workers;
    private final Dispatch dispatch;
    private final boolean tellsConnect;
    private final @Nullable Chooser chooser;
    private final List<Link<ToReactor>> reactors;

    /**
     * Creates the router.
     *
     * @param workers by id
     * @param tellsConnect whether there may be callbacks of connect
     * @param chooser the script's own choice, or null
     * @param reactors by id; they are told of events that nobody gets
     */
    public Router(
            ConnectionView view,
            List<? extends Link<ToWorker>> workers,
            Dispatch dispatch,
            boolean tellsConnect,
            @Nullable Chooser chooser,
            List<Link<ToReactor>> reactors) {
        this.view = view;
        this.workers = workers;
        this.dispatch = dispatch;
        this.tellsConnect = tellsConnect;
        this.chooser = chooser;
        this.reactors = reactors;
    }

    @Override
    public boolean offer(ToWorker event) {
        if (event instanceof ToWorker.Datagram datagram) return route(datagram);
        if (event instanceof ToWorker.Connected && !tellsConnect) return true;
        if (event instanceof ToWorker.Flushed flushed && flushed.worker() < workers.size()) {
            return workers.get(flushed.worker()).offer(event);
        }
        ConnectionState connection = view.find(event.fd());
        if (connection == null) return workers.getFirst().offer(event);
        Chooser own = chooser;
        int worker = own == null ? DispatchFunction.FALLBACK : choose(own, event);
        if (worker == DispatchFunction.FALLBACK) {
            boolean ours = switch (event) {
                case ToWorker.Drained _, ToWorker.Filled _, ToWorker.Flushed _ -> true;
                default -> false;
            };
            worker = ours ? dispatch.home(connection) : dispatch.worker(connection);
        }
        if (worker >= 0) return workers.get(worker).offer(event);
        discard(event, reactors.get(connection.reactorId()), worker == DispatchFunction.CLOSE_CONNECTION);
        return true;
    }

    private boolean route(ToWorker.Datagram datagram) {
        Chooser own = chooser;
        int worker = own == null
                ? DispatchFunction.FALLBACK
                : own.choose(datagram.port() + 1, DispatchFunction.DATAGRAM, shown(datagram.data()));
        if (worker == DispatchFunction.FALLBACK) worker = dispatch.worker(datagram);
        if (worker >= 0) return workers.get(worker).offer(datagram);
        ToReactor done = new ToReactor.DatagramDone(datagram.port(), datagram.data().length);
        return reactors.get(datagram.reactorId()).offer(done);
    }

    private static byte[] shown(byte[] data) {
        return Arrays.copyOf(data, Math.min(data.length, SHOWN));
    }

    private static int choose(Chooser chooser, ToWorker event) {
        return switch (event) {
            case ToWorker.Received(int fd, byte[] data) -> chooser.choose(fd, DispatchFunction.DATA, shown(data));
            case ToWorker.Message message ->
                chooser.choose(message.fd(), DispatchFunction.DATA, shown(message.payload()));
            case ToWorker.Requested(int fd, HttpMessage request)
            when request.stream() == 0 -> chooser.choose(fd, DispatchFunction.DATA, text(request));
            case ToWorker.UpgradeRequested(int fd, HttpMessage request)
            when request.stream() == 0 -> chooser.choose(fd, DispatchFunction.DATA, text(request));
            case ToWorker.Connected(int fd) -> chooser.choose(fd, DispatchFunction.CONNECT, NOTHING);
            case ToWorker.Closed closed -> {
                int worker = chooser.choose(closed.fd(), DispatchFunction.CLOSE, NOTHING);
                yield worker < 0 ? DispatchFunction.FALLBACK : worker;
            }
            default -> DispatchFunction.FALLBACK;
        };
    }

    /** Writes the beginning of a request as it came. */
    private static byte[] text(HttpMessage request) {
        StringBuilder text = new StringBuilder(512);
        text.append(request.method()).append(' ').append(request.target());
        text.append(' ').append(request.protocol()).append("\r\n");
        for (int i = 0; i < request.headers().size() && text.length() < SHOWN; i += 2) {
            text.append(request.headers().get(i)).append(": ");
            text.append(request.headers().get(i + 1)).append("\r\n");
        }
        byte[] head = text.append("\r\n").toString().getBytes(StandardCharsets.ISO_8859_1);
        byte[] shown = Arrays.copyOf(head, Math.min(SHOWN, head.length + request.body().length));
        int left = shown.length - head.length;
        if (left > 0) System.arraycopy(request.body(), 0, shown, head.length, left);
        return shown;
    }

    private static void discard(ToWorker event, Link<ToReactor> reactor, boolean close) {
        switch (event) {
            case ToWorker.Received(int fd, byte[] data) -> reactor.offer(new ToReactor.Done(fd, data.length));
            case ToWorker.Message message -> reactor.offer(new ToReactor.Done(message.fd(), message.payload().length));
            case ToWorker.Requested(int _, HttpMessage request) -> request.discard();
            default -> {}
        }
        if (close) reactor.offer(new ToReactor.Abandon(event.fd()));
    }
}

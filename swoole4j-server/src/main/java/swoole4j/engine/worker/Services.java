package swoole4j.engine.worker;

import org.jspecify.annotations.Nullable;
import swoole4j.core.coroutine.Scheduler;
import swoole4j.engine.link.HeapTallies;
import swoole4j.engine.link.Tallies;
import swoole4j.spi.ConnectionControl;
import swoole4j.spi.RequestSource;
import swoole4j.spi.ResponseHandle;

/** What the facades and all dispatchers of a running server call. Any thread. */
public final class Services {
    private final ServerContext context;
    private final Tallies.Crowd requestsInWork;
    private final Invoker invoker;
    private final Sender sender;
    private final Closer closer;
    private final Controls controls;
    private final Datagrams datagrams;
    private final Streams streams = new Streams();
    private final Statistics statistics;

    /** Creates the services of a server whose workers are all in this process. */
    public Services(ServerContext context) {
        this(context, new HeapTallies(context.settings().workers(), context.epochSecond()));
    }

    /** Creates the services of a server. */
    public Services(ServerContext context, Tallies tallies) {
        this.context = context;
        this.requestsInWork = tallies.crowd();
        this.invoker = new Invoker(
                context.server(),
                context.settings().eventObjects(),
                context.settings().exitOnUncaught());
        this.statistics = new Statistics(context, tallies);
        this.sender = new Sender(context, statistics);
        this.datagrams = new Datagrams(context);
        this.closer = new Closer(context, sender, invoker);
        this.controls = new Controls(context, sender, closer);
    }

    /** Makes a response for a connection; {@code request} is the one it answers, or null. Any thread. */
    public ResponseHandle response(int fd, @Nullable RequestSource request) {
        return request instanceof HttpRequestSource known ? known.another(fd) : Requests.unknown(context, this, fd);
    }

    /** Applies {@code exit_on_uncaught} to coroutines and timers of a worker. */
    public void watch(Scheduler scheduler) {
        scheduler.onUncaught(_ -> invoker.uncaught());
    }

    Tallies.Crowd requestsInWork() {
        return requestsInWork;
    }

    /** Returns what the workers did. */
    public Statistics statistics() {
        return statistics;
    }

    Streams streams() {
        return streams;
    }

    /** Returns what calls callbacks. */
    public Invoker invoker() {
        return invoker;
    }

    /** Returns what sends. */
    public Sender sender() {
        return sender;
    }

    /** Returns what sends datagrams. */
    public Datagrams datagrams() {
        return datagrams;
    }

    /** Returns what closes. */
    public Closer closer() {
        return closer;
    }

    /** Returns what else is done to connections. */
    public ConnectionControl controls() {
        return controls;
    }
}

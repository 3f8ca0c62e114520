package swoole4j.engine.worker;

import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import swoole4j.spi.RequestSource;
import swoole4j.spi.ResponseHandle;

/** What the facades and all dispatchers of a running server call. Any thread. */
public final class Services {
    private final ServerContext context;
    private final AtomicLong requestsInWork = new AtomicLong();
    private final Invoker invoker;
    private final Sender sender;
    private final Closer closer;
    private final Streams streams = new Streams();
    private final Statistics statistics;

    /** Creates the services of a server. */
    public Services(ServerContext context) {
        this.context = context;
        this.invoker = new Invoker(
                context.server(),
                context.settings().eventObjects(),
                context.settings().exitOnUncaught());
        this.statistics = new Statistics(context);
        this.sender = new Sender(context, statistics);
        this.closer = new Closer(context, sender.room(), invoker);
    }

    /** Makes a response for a connection; {@code request} is the one it answers, or null. Any thread. */
    public ResponseHandle response(int fd, @Nullable RequestSource request) {
        return request instanceof HttpRequestSource known ? known.another(fd) : Requests.unknown(context, this, fd);
    }

    /** Returns how many HTTP requests are in work. */
    public AtomicLong requestsInWork() {
        return requestsInWork;
    }

    /** Returns what the workers did. */
    public Statistics statistics() {
        return statistics;
    }

    Streams streams() {
        return streams;
    }

    Invoker invoker() {
        return invoker;
    }

    /** Returns what sends. */
    public Sender sender() {
        return sender;
    }

    /** Returns what closes. */
    public Closer closer() {
        return closer;
    }
}

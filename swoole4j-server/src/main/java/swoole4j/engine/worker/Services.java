package swoole4j.engine.worker;

/** What the facades and all dispatchers of a running server call. Any thread. */
public final class Services {
    private final Invoker invoker;
    private final Sender sender;
    private final Closer closer;

    /** Creates the services of a server. */
    public Services(ServerContext context) {
        this.invoker = new Invoker(
                context.server(),
                context.settings().eventObjects(),
                context.settings().exitOnUncaught());
        this.sender = new Sender(context);
        this.closer = new Closer(context, sender.room(), invoker);
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

package swoole4j.engine.link;

/** What the master says to a worker process beside events. Closed. */
public sealed interface FromMaster {
    /** Another process has taken its place: it ends when its callbacks have. */
    record Retire() implements FromMaster {}

    /** The server ends. */
    record End() implements FromMaster {}
}

package swoole4j.engine.link;

/** What the master says to a worker process beside events and mail. Closed. */
public sealed interface FromMaster {
    /** Another process gets all mail whose handling has not begun. */
    record Leave() implements FromMaster {}

    /** Another process has taken its place: it ends when its callbacks have. */
    record Retire() implements FromMaster {}

    /** The server ends. */
    record End() implements FromMaster {}

    /** A result that some coroutine of this very process waits for. */
    record Returned(Mail.Result result) implements FromMaster {}

    /** It has to carry out a command. */
    record Ask(long ticket, String command, String json) implements FromMaster {}
}

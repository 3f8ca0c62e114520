package swoole4j.engine.link;

/** What the workers of one id count: one that is renewed may still end its callbacks beside its successor. Any thread. */
public interface Tally {
    /** Returns how many events came to the worker. */
    long dispatched();

    /** Returns how many receive, packet, request and message callbacks have returned. */
    long requests();

    /** Returns how often its callbacks sent something. */
    long responses();

    /** Returns how many HTTP requests are in work. */
    long inWork();

    /** An event has come. */
    void dispatch();

    /** A callback has sent something. */
    void response();

    /** A callback that counts as a request has returned. */
    void request();

    /** An HTTP request comes into work. */
    void enter();

    /** An HTTP request is no longer in work. */
    void leave();
}

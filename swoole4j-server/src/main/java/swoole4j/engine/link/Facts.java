package swoole4j.engine.link;

/**
 * What changes while a connection lives and both its reactor and the workers know: where there is one heap, fields; where
 * workers are processes, memory that all of them map. Any thread; times are microseconds since the epoch.
 */
public interface Facts {
    // How a connection stands; values of end().
    /** Nobody ended it. */
    int OPEN = 0;
    /** The peer or a rule ended it. */
    int ENDED_THERE = 1;
    /** This server ended it. */
    int ENDED_HERE = 2;

    /** Returns the worker that gets all its events, -1 while none was chosen. */
    int worker();

    /** Chooses that worker, unless one was chosen already; returns the chosen one. */
    int stickTo(int chosen);

    /** Returns who ended it. */
    int end();

    /** Notes who ended it; false when it was ended already. */
    boolean end(int how);

    /** Returns the process that ended it, 0 when that is the one that owns the socket, or nobody. */
    default int endedBy() {
        return 0;
    }

    /** Tells whether nothing can be sent any more. */
    boolean isLost();

    /** Nothing can be sent any more. */
    void lose();

    /** Tells whether the client speaks HTTP/2. */
    boolean isMultiplexed();

    /** The client speaks HTTP/2. */
    void multiplex();

    /** Returns the websocket_status. */
    int websocketStatus();

    /** Sets the websocket_status. */
    void websocketStatus(int status);

    /** Returns the id of its user, 0 when none was bound. */
    long uid();

    /** Binds that; false when one is bound already. */
    boolean bind(long id);

    /** Tells whether it stays although it is idle. */
    boolean isProtected();

    /** Lets it stay, or not. */
    void protect(boolean on);

    /** Returns the number of the error with which the peer broke its protocol, or 0. */
    int violation();

    /** Sets that. */
    void violation(int error);

    /** Returns bytes that are to be sent and not yet given to the kernel. */
    long unsent();

    /** Adds to those and returns the sum. */
    long addUnsent(long bytes);

    /** Asks to be told when those are few; false when that was asked already. */
    boolean watch();

    /** Ends the watch; false when nobody watches. */
    boolean unwatch();

    /** Notes that those reached the high watermark; false when that is known. */
    boolean beFull();

    /** Notes that those are few again; false when they were never many. */
    boolean beEmpty();

    /** Returns when something was received last. */
    long lastReceived();

    /** Something was received. */
    void received(long micros);

    /** Returns when something was sent last. */
    long lastSent();

    /** Something was sent. */
    void sent(long micros);

    /** Returns when an event was dispatched last. */
    long lastDispatched();

    /** An event was dispatched. */
    void dispatched(long micros);
}

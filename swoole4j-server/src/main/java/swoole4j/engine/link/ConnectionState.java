package swoole4j.engine.link;

import java.util.Map;

/** What workers may know of a connection and decide about it without asking its reactor. Any thread. */
public interface ConnectionState {
    /** Returns the connection's id. */
    int fd();

    /** Returns a small number that is used again after the connection's end, as descriptors are; {@code socket_fd}. */
    int socketFd();

    /** Returns the reactor that owns it. */
    int reactorId();

    /** Returns the index of the port it came through. */
    int port();

    /** Returns the worker that gets all its events, -1 while none was chosen. */
    int worker();

    /** Chooses the worker that gets all its events, unless one was chosen already; returns the chosen one. */
    int stickTo(int worker);

    /** Tells whether nobody ended it so far; {@code exists()}. */
    boolean isOpen();

    /** Tells whether nothing can be sent any more, although its close event may still be on the way. */
    boolean isLost();

    /** Tells whether this server ended it, after which no more messages are delivered. */
    boolean isClosedHere();

    /** Ends it on behalf of this server; false when it was ended already. */
    boolean closeHere();

    /** Notes that the peer or a rule of the reactor ended it; false when it was ended already. */
    boolean closeThere();

    /** The close callback has run: nobody finds the connection any more. */
    void forget();

    /** Tells whether it carries HTTP/2 streams, between which no other bytes may be sent. */
    boolean isMultiplexed();

    /** Returns the websocket_status. */
    int websocketStatus();

    /** Sets the websocket_status. */
    void websocketStatus(int status);

    /** Returns the id of its user as an unsigned 32-bit number, 0 when none was bound. */
    long uid();

    /** Binds the id of its user; false when one is bound already. 0 leaves it free. */
    boolean bind(long uid);

    /** Tells whether it stays although it is idle. */
    boolean isProtected();

    /** Lets it stay although it is idle, or not. */
    void protect(boolean on);

    /**
     * Notes that nothing of it is in work, from now on, or that something is and it may not be closed for being idle; only a
     * coroutine server does.
     */
    void rest(boolean on);

    /** Returns the number of the error with which the peer broke its protocol, 0 when it did not. */
    int violation();

    /** Returns when something was received last, in microseconds since the epoch. */
    long lastReceivedMicros();

    /** Returns bytes that were accepted for sending and not yet given to the kernel. */
    long unsent();

    /** Adds to {@link #unsent()} and returns the sum. */
    long addUnsent(long bytes);

    /** Asks for a {@link ToWorker.Drained} once the unsent bytes are few; false when that was asked already. */
    boolean watchDrain();

    /** Notes that the unsent bytes reached the high watermark; false when that is known already. */
    boolean beFull();

    /** Notes that the unsent bytes are few again; false when they were never many. */
    boolean beEmpty();

    /** Returns the map of {@code getClientInfo()}. */
    Map<String, Object> info();

    /** Returns the facts about addresses that a request shows. */
    Address address();

    /** Returns when an event of it was dispatched last, in microseconds since the epoch; 0 before its beginning was. */
    long lastDispatchedMicros();

    /** Notes that an event of it was dispatched. */
    void dispatched();

    /**
     * Both ends of the connection.
     *
     * @param remoteIp the peer's address
     * @param remotePort the peer's port
     * @param localIp this end's address
     * @param localPort this end's port
     */
    record Address(String remoteIp, int remotePort, String localIp, int localPort) {}
}

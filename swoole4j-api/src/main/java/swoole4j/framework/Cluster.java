package swoole4j.framework;

/**
 * The applications that a {@link ClusterBus} joins, as seen by one of them. Any thread, also of a process without any server.
 * Connections of this node get a message at once, those of other nodes by the bus, at most once; while the bus is down, messages
 * to other nodes are lost and counted. No method throws for what the bus does.
 *
 * <p>A message is a String, which is sent as text, or byte[], sent as binary; others are refused by {@link IllegalArgumentException}.
 */
public interface Cluster extends AutoCloseable {
    /** Returns the name of this node: random, unless configured. */
    String nodeId();

    /** Returns the name of a connection in the cluster. */
    ClientId idOf(int fd);

    /** Sends a message to one connection; true when it was handed to the connection or to the bus. */
    boolean push(ClientId id, Object data);

    /** Sends a message to all connections of a user. */
    void sendToUid(String uid, Object data);

    /** Sends a message to all members of a room. */
    void sendToGroup(String room, Object data, ClientId... except);

    /** Sends a message to all connections. */
    void sendToAll(Object data);

    /** Closes all connections of a user. */
    void disconnectUid(String uid, int code, String reason);

    /** Tells whether a user has a connection, here or, as of the last sign of life, elsewhere. */
    boolean isUidOnline(String uid);

    /** Returns the number of connections, those of other nodes as of their last sign of life. */
    long onlineCount();

    /** Returns the number of messages that the bus could not take. */
    long lost();

    /** Tells whether the bus gets messages through. */
    boolean isConnected();

    /** Takes this node out of the cluster; the others know at once. */
    @Override
    void close();
}

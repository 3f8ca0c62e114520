package swoole4j.engine;

/** The files in the folder that a master shares with its workers. */
final class ProcessFiles {
    /** What is known of connections. */
    static final String CONNECTIONS = "connections";
    /** Who works for the server, and what was done. */
    static final String STAFF = "staff";
    /** What the system has for sockets that listen. */
    static final String SOCKETS = "sockets";
    /** What the server consists of. */
    static final String MANIFEST = "manifest";

    /** How much mail waits for workers. */
    static final String POST = "post";

    private ProcessFiles() {}

    /** Returns the name of what master and one process share. */
    static String cells(int incarnation) {
        return "worker-" + incarnation;
    }
}

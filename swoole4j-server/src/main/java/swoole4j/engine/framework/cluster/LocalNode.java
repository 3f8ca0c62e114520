package swoole4j.engine.framework.cluster;

import java.util.Set;
import swoole4j.framework.Broadcast;

/** The connections of this node. Any thread. */
public interface LocalNode {
    /** Has none. */
    LocalNode NOBODY = new LocalNode() {
        @Override
        public boolean push(int fd, byte[] data, int opcode) {
            return false;
        }

        @Override
        public void broadcast(Broadcast broadcast, byte[] data, int opcode, boolean mayWait) {}

        @Override
        public void disconnect(String uid, int code, String reason) {}

        @Override
        public Set<String> uids() {
            return Set.of();
        }

        @Override
        public boolean has(String uid) {
            return false;
        }

        @Override
        public int count() {
            return 0;
        }
    };

    /** Sends a message to one connection; false when it does not take it. */
    boolean push(int fd, byte[] data, int opcode);

    /** Sends a message to many; {@code mayWait} says whether slow ones may be waited for. */
    void broadcast(Broadcast broadcast, byte[] data, int opcode, boolean mayWait);

    /** Closes the connections of a user. */
    void disconnect(String uid, int code, String reason);

    /** Returns the users who are here. */
    Set<String> uids();

    /** Tells whether a user is here. */
    boolean has(String uid);

    /** Returns how many connections there are. */
    int count();
}

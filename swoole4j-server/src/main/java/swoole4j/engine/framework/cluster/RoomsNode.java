package swoole4j.engine.framework.cluster;

import java.util.Set;
import swoole4j.engine.framework.room.Broadcaster;
import swoole4j.engine.framework.room.RoomIndex;
import swoole4j.framework.Broadcast;

/** The connections of an application as a node of a cluster. */
public record RoomsNode(RoomIndex rooms, Broadcaster broadcaster, Broadcaster.Target target) implements LocalNode {
    @Override
    public boolean push(int fd, byte[] data, int opcode) {
        int[] one = {fd};
        return target.pushAll(one, data, opcode, Long.MAX_VALUE, _ -> {}) == 1;
    }

    @Override
    public void broadcast(Broadcast broadcast, byte[] data, int opcode, boolean mayWait) {
        if (mayWait) {
            broadcaster.broadcast(broadcast, data, opcode);
        } else {
            broadcaster.broadcastNow(broadcast, data, opcode);
        }
    }

    @Override
    public void disconnect(String uid, int code, String reason) {
        for (int fd : rooms.fdsOf(uid)) target.disconnect(fd, code, reason);
    }

    @Override
    public Set<String> uids() {
        return rooms.uids();
    }

    @Override
    public boolean has(String uid) {
        return rooms.isOnline(uid);
    }

    @Override
    public int count() {
        return rooms.count();
    }
}

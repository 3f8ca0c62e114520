package swoole4j.framework.app;

import static swoole4j.Constants.SWOOLE_PROCESS;

import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import swoole4j.Atomic;
import swoole4j.Server;
import swoole4j.engine.framework.cluster.ClusterNode;
import swoole4j.engine.framework.cluster.LocalNode;
import swoole4j.engine.framework.shared.SharedStore;
import swoole4j.framework.AppEvent;
import swoole4j.framework.Cluster;
import swoole4j.framework.ClusterBus;

/**
 * An application's part in a cluster. Where workers are processes, all of them are one node: the process of worker 0 hears and speaks
 * for it, the others listen who is there. Any thread.
 */
final class Membership {
    private final ClusterNode node;
    /** Counts the processes that have been in charge. */
    private final Atomic charge = new Atomic();

    private boolean joined;

    Membership(ClusterBus bus, @Nullable SharedStore store, LocalNode local, Consumer<AppEvent> events) {
        node = ClusterNode.of(store == null ? ClusterNode.randomId() : store.nodeId(), bus, local, events);
    }

    Cluster cluster() {
        return node;
    }

    /** A worker of this process begins. */
    synchronized void workerStart(Server server, int worker) {
        if (joined) return;
        joined = true;
        boolean single = server.mode() != SWOOLE_PROCESS;
        if (single || worker == 0) {
            long mine = charge.add();
            node.join(() -> charge.get() == mine);
        } else {
            node.watch();
        }
    }

    /** The application ends. */
    void end() {
        node.close();
    }
}

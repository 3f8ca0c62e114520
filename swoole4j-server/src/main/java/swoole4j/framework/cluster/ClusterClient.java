package swoole4j.framework.cluster;

import swoole4j.engine.framework.cluster.ClusterNode;
import swoole4j.engine.framework.cluster.LocalNode;
import swoole4j.framework.Cluster;
import swoole4j.framework.ClusterBus;

/** A part of a cluster without connections: a consumer of a queue, a job that runs once a day. Hyperf has none. */
public final class ClusterClient {
    private ClusterClient() {}

    /**
     * Joins a cluster without having a server. {@link Cluster#isUidOnline} and {@link Cluster#onlineCount} know what the others have told
     * since, which takes up to five seconds. Any thread; closing the result leaves the bus open.
     */
    public static Cluster join(ClusterBus bus) {
        ClusterNode node = ClusterNode.of(ClusterNode.randomId(), bus, LocalNode.NOBODY, _ -> {});
        node.watch();
        return node;
    }
}

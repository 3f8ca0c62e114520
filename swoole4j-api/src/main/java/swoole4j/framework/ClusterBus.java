package swoole4j.framework;

import java.util.function.Consumer;

/**
 * Carries messages between the nodes of a cluster: at most once, those of one publisher in order. Whoever joins machines
 * implements it; {@code MemoryBus} joins applications of one JVM.
 */
public interface ClusterBus extends AutoCloseable {
    /** Sends a payload to all subscribers of a topic, also to those of this node; never blocks for long and never throws. */
    void publish(String topic, byte[] payload);

    /** Has payloads of a topic given to {@code handler}, one at a time, until the result is closed. */
    AutoCloseable subscribe(String topic, Consumer<byte[]> handler);

    /** Tells whether messages get through at the moment. */
    boolean isConnected();

    @Override
    void close();
}

package swoole4j.client;

import swoole4j.client.net.StandaloneReactor;
import swoole4j.core.coroutine.LoopEngine;
import swoole4j.core.coroutine.Scheduler;

/** The loop that {@link java.util.ServiceLoader} finds for coroutines without a server. */
public final class NettyLoopEngine implements LoopEngine {
    /** Called by {@link java.util.ServiceLoader}. */
    public NettyLoopEngine() {}

    @Override
    public StandaloneLoop open(Scheduler scheduler) {
        StandaloneReactor reactor = new StandaloneReactor();
        scheduler.io(reactor.io());
        return reactor;
    }
}

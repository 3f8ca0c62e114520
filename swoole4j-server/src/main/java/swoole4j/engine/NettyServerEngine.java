package swoole4j.engine;

import static swoole4j.Constants.SWOOLE_BASE;
import static swoole4j.Constants.SWOOLE_PROCESS;
import static swoole4j.Constants.SWOOLE_THREAD;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import swoole4j.SwooleException;
import swoole4j.engine.link.Seam;
import swoole4j.spi.CoroutineServerHandle;
import swoole4j.spi.RequestParser;
import swoole4j.spi.ServerEngine;
import swoole4j.spi.ServerHandle;
import swoole4j.spi.ServerSpec;

/** The engine that {@link java.util.ServiceLoader} finds. */
public final class NettyServerEngine implements ServerEngine {
    private final Seam seam;

    /** Called by {@link java.util.ServiceLoader}. */
    public NettyServerEngine() {
        this(Seam.OF_OBJECTS);
    }

    /** For tests that let messages between threads cross in another way. */
    public NettyServerEngine(Seam seam) {
        this.seam = seam;
    }

    @Override
    public ServerHandle open(ServerSpec spec) {
        if (spec.mode() != SWOOLE_BASE && spec.mode() != SWOOLE_PROCESS && spec.mode() != SWOOLE_THREAD)
            throw new SwooleException("invalid $mode parameters " + spec.mode());
        return new ServerCore(spec, seam);
    }

    @Override
    public @Nullable ServerHandle current() {
        return ServerCore.current();
    }

    @Override
    public CoroutineServerHandle openCoroutineServer(String host, int port, boolean ssl, boolean reusePort) {
        return CoroutineServer.claim(host, port, ssl, reusePort);
    }

    @Override
    public RequestParser parser(Map<String, ?> options) {
        return new ManualRequest(options);
    }
}

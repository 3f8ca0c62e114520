package swoole4j.testing;

import static swoole4j.Constants.SWOOLE_BASE;
import static swoole4j.Constants.SWOOLE_THREAD;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import swoole4j.engine.NettyServerEngine;
import swoole4j.spi.CoroutineServerHandle;
import swoole4j.spi.RequestParser;
import swoole4j.spi.ServerEngine;
import swoole4j.spi.ServerHandle;
import swoole4j.spi.ServerSpec;

/**
 * The engine of the tests: with {@code -Dswoole4j.tests.mode=thread} a server that asks for {@code SWOOLE_BASE} runs in
 * {@code SWOOLE_THREAD} with as many workers, so that the same tests say the same of both. With {@code encoded} each message
 * between its threads crosses as bytes besides.
 */
public final class ModeEngine implements ServerEngine {
    private static final String MODE = System.getProperty("swoole4j.tests.mode", "base");
    private static final boolean ENCODED = MODE.equals("encoded");
    private static final boolean THREAD = ENCODED || MODE.equals("thread");

    private static final List<CoroutineServerHandle> COROUTINE_SERVERS = new CopyOnWriteArrayList<>();

    private final ServerEngine engine = ENCODED ? new NettyServerEngine(EncodingLink.seam()) : new NettyServerEngine();

    /** Called by {@link java.util.ServiceLoader}. */
    public ModeEngine() {}

    /** Tells whether servers run in {@code SWOOLE_THREAD} that would run in {@code SWOOLE_BASE}. */
    public static boolean isThread() {
        return THREAD;
    }

    @Override
    public ServerHandle open(ServerSpec spec) {
        if (!THREAD || spec.mode() != SWOOLE_BASE) return engine.open(spec);
        return withOneWorker(engine.open(
                new ServerSpec(spec.facade(), spec.protocol(), spec.host(), spec.port(), SWOOLE_THREAD, spec.type())));
    }

    /** The default number of workers differs: a script that names none was written for one. */
    private static ServerHandle withOneWorker(ServerHandle handle) {
        InvocationHandler calls = (_, method, arguments) -> {
            Map<String, Object> given = handle.setting();
            if (method.getName().equals("start") && (given == null || !given.containsKey("worker_num"))) {
                Map<String, Object> all =
                        new HashMap<>(given == null ? Map.of() : given); // set() resets what is left out
                all.put("worker_num", 1);
                handle.set(all);
            }
            try {
                return method.invoke(handle, arguments);
            } catch (InvocationTargetException e) {
                throw e.getCause();
            }
        };
        return (ServerHandle)
                Proxy.newProxyInstance(ModeEngine.class.getClassLoader(), new Class<?>[] {ServerHandle.class}, calls);
    }

    @Override
    public CoroutineServerHandle openCoroutineServer(String host, int port, boolean ssl, boolean reusePort) {
        CoroutineServerHandle server = engine.openCoroutineServer(host, port, ssl, reusePort);
        COROUTINE_SERVERS.add(server);
        return server;
    }

    /** Shuts all coroutine servers down, which no signal does; false when there were none. */
    public static boolean endCoroutineServers() {
        List<CoroutineServerHandle> all = List.copyOf(COROUTINE_SERVERS);
        COROUTINE_SERVERS.removeAll(all);
        all.forEach(CoroutineServerHandle::shutdown);
        return !all.isEmpty();
    }

    @Override
    public @Nullable ServerHandle current() {
        return engine.current();
    }

    @Override
    public RequestParser parser(Map<String, ?> options) {
        return engine.parser(options);
    }
}

package swoole4j.engine;

import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import sun.misc.Signal;
import sun.misc.SignalHandler;

/** SIGTERM and SIGINT shut all running servers down; when none runs they do what they did before. */
@SuppressWarnings("sunapi") // the JDK has no other way
final class Signals {
    private static final Logger log = LoggerFactory.getLogger(Signals.class);
    private static final Set<RunningServer> running = ConcurrentHashMap.newKeySet();
    private static final Map<String, SignalHandler> before = new ConcurrentHashMap<>();

    private Signals() {}

    static synchronized void add(RunningServer server) {
        if (running.isEmpty()) {
            install("TERM");
            install("INT");
        }
        running.add(server);
    }

    static synchronized void remove(RunningServer server) {
        if (!running.remove(server) || !running.isEmpty()) return;
        before.forEach((name, handler) -> Signal.handle(new Signal(name), handler));
        before.clear();
    }

    private static void install(String name) {
        try {
            before.put(name, Signal.handle(new Signal(name), _ -> running.forEach(RunningServer::shutdown)));
        } catch (IllegalArgumentException e) { // the JVM was started with -Xrs
            log.info("signal {} cannot be handled: {}", name, e.getMessage());
        }
    }
}

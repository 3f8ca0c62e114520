package swoole4j.engine.dispatch;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import swoole4j.Server;
import swoole4j.server.DispatchFunction;

/** Asks a script's dispatch function, and checks what it says. Any thread. */
public final class Chooser {
    private static final Logger log = LoggerFactory.getLogger(Chooser.class);

    private final Server server;
    private final DispatchFunction function;
    private final int workers;

    /** Creates the chooser for so many workers. */
    public Chooser(Server server, DispatchFunction function, int workers) {
        this.server = server;
        this.function = function;
        this.workers = workers;
    }

    /** Returns a worker or one of the negative numbers of {@link DispatchFunction}. */
    int choose(int fd, int type, byte[] data) {
        int worker;
        try {
            worker = function.dispatch(server, fd, type, data);
        } catch (RuntimeException | Error e) {
            log.error("uncaught exception in dispatch_func [{}]", fd, e);
            return DispatchFunction.FALLBACK;
        }
        if (worker >= DispatchFunction.FALLBACK && worker < workers) return worker;
        log.warn("invalid target worker id[{}]", worker);
        return DispatchFunction.DISCARD;
    }
}

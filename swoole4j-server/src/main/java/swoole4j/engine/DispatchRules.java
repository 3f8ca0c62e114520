package swoole4j.engine;

import static swoole4j.Constants.SWOOLE_BASE;

import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import swoole4j.SwooleError;
import swoole4j.SwooleException;
import swoole4j.engine.config.ServerSettings;
import swoole4j.engine.dispatch.Dispatch;
import swoole4j.engine.worker.EventKind;
import swoole4j.engine.worker.ServerContext;

/** What a dispatch mode allows: events that could come in any order are not told. */
final class DispatchRules {
    private static final Logger log = LoggerFactory.getLogger(DispatchRules.class);
    private static final List<EventKind> ORDERED =
            List.of(EventKind.CONNECT, EventKind.CLOSE, EventKind.BUFFER_FULL, EventKind.BUFFER_EMPTY);

    private DispatchRules() {}

    /**
     * Drops callbacks that the mode does not call, with a warning for each.
     *
     * @throws SwooleException for a protocol that needs all events of a connection in one worker
     */
    static void apply(ServerSettings settings, int mode, List<ServerContext.Port> ports) {
        int dispatch = settings.dispatchMode();
        if (mode == SWOOLE_BASE || Dispatch.isStable(dispatch)) return;
        for (ServerContext.Port port : ports) {
            if (port.settings().http2()) {
                throw new SwooleException("option open_http2_protocol: dispatch_mode " + dispatch
                        + " is not allowed with it, expected 2, 4 or 8");
            }
            if (!settings.unsafeEvents()) drop(port, dispatch);
        }
    }

    private static void drop(ServerContext.Port port, int dispatch) {
        for (EventKind kind : ORDERED) {
            if (!port.callbacks().remove(kind)) continue;
            log.warn(
                    "cannot set '{}' event when using dispatch_mode={} (ERRNO {})",
                    kind.method(),
                    dispatch,
                    SwooleError.SERVER_INVALID_CALLBACK.number());
        }
    }
}

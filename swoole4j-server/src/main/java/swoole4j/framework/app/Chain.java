package swoole4j.framework.app;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import swoole4j.framework.HttpReply;
import swoole4j.framework.HttpRequest;
import swoole4j.framework.Middleware;
import swoole4j.framework.Next;

/** Middleware around a core. Any thread. */
final class Chain {
    private final List<Middleware> rings;
    private final Next core;

    private Chain(List<Middleware> rings, Next core) {
        this.rings = rings;
        this.core = core;
    }

    /** Returns a chain: higher priorities come first, equal ones in the order of the list. */
    static Chain of(List<Middleware> middlewares, Next core) {
        List<Middleware> rings = new ArrayList<>(middlewares);
        rings.sort(Comparator.comparingInt(Middleware::priority).reversed());
        return new Chain(rings, core);
    }

    HttpReply handle(HttpRequest request) throws Exception {
        return handle(0, request);
    }

    // Each ring has a place of its own, so that one may call the rest twice.
    private HttpReply handle(int place, HttpRequest request) throws Exception {
        if (place == rings.size()) return checked(core.handle(request), core);
        Middleware ring = rings.get(place);
        return checked(ring.process(request, further -> handle(place + 1, further)), ring);
    }

    @SuppressWarnings("ConstantValue") // programs may do without the checks of null
    private static HttpReply checked(HttpReply reply, Object of) {
        if (reply != null) return reply;
        throw new IllegalStateException(of.getClass().getName() + " has returned null, not a reply");
    }
}

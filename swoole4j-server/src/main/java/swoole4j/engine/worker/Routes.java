package swoole4j.engine.worker;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import swoole4j.core.http.RequestTarget;
import swoole4j.server.Callback;

/** Which handler answers which path. Any thread. */
public final class Routes {
    private static final String REST = "/";

    private volatile Map<String, Callback.OnRequest> handlers = Map.of();

    /** Sets the handler of a prefix, which keeps its place when it had one. */
    public synchronized void put(String prefix, Callback.OnRequest handler) {
        Map<String, Callback.OnRequest> all = new LinkedHashMap<>(handlers);
        all.put(prefix, handler);
        handlers = all;
    }

    /** Returns the handler of the longest prefix in any spelling, of the first such; null when there is none. */
    Callback.@Nullable OnRequest find(String target) {
        String path = RequestTarget.of(target).uri();
        Map<String, Callback.OnRequest> all = handlers;
        Callback.OnRequest best = all.get(REST);
        int longest = 0;
        for (Map.Entry<String, Callback.OnRequest> entry : all.entrySet()) {
            String prefix = entry.getKey();
            if (prefix.equals(REST) || prefix.length() <= longest) continue;
            if (!path.regionMatches(true, 0, prefix, 0, prefix.length())) continue;
            best = entry.getValue();
            longest = prefix.length();
        }
        return best;
    }
}

package swoole4j.engine.tls;

import io.netty.handler.ssl.SslContext;
import io.netty.util.ReferenceCountUtil;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import swoole4j.engine.config.TlsSettings;

/**
 * The contexts of one port as its files were at one time. Counted: BoringSSL's memory is given back when the port has newer
 * ones and nobody begins a handshake with these. Any thread.
 */
final class Contexts {
    private final @Nullable SslContext fallback;
    private final Map<String, SslContext> byName = new HashMap<>();
    private final AtomicInteger users = new AtomicInteger(1);

    private Contexts(@Nullable SslContext fallback) {
        this.fallback = fallback;
    }

    /**
     * Reads all files of the settings.
     *
     * @param protocols for ALPN in order of preference, empty for none
     * @throws swoole4j.SwooleException naming the file that cannot be used
     */
    static Contexts read(TlsSettings settings, Engine engine, List<String> protocols) {
        ContextFactory factory = new ContextFactory(settings, engine, protocols);
        TlsSettings.KeyFiles files = settings.certificate();
        Contexts contexts = new Contexts(files == null ? null : factory.context(files));
        try {
            settings.named().forEach((name, own) -> contexts.byName.put(name, factory.context(own)));
            return contexts;
        } catch (RuntimeException e) {
            contexts.release();
            throw e;
        }
    }

    /** Tells whether the name that a client gives matters. */
    boolean areNamed() {
        return !byName.isEmpty();
    }

    /** Lets {@code use} have the context for a host; an empty result means that there is none, or these are over. */
    <T> @Nullable T use(@Nullable String host, Function<SslContext, T> use) {
        if (!retain()) return null;
        try {
            SslContext context = find(host);
            return context == null ? null : use.apply(context);
        } finally {
            release();
        }
    }

    /** A name itself comes first, then the one with an asterisk for its first label (RFC 6125 6.4.3). */
    private @Nullable SslContext find(@Nullable String host) {
        if (host == null || byName.isEmpty()) return fallback;
        SslContext exact = byName.get(host);
        if (exact != null) return exact;
        int dot = host.indexOf('.');
        return dot <= 0 ? fallback : byName.getOrDefault("*" + host.substring(dot), fallback);
    }

    private boolean retain() {
        return users.getAndUpdate(count -> count == 0 ? 0 : count + 1) != 0;
    }

    /** No new handshake begins with these once the others that use them are through. */
    void release() {
        if (users.decrementAndGet() > 0) return;
        ReferenceCountUtil.release(fallback);
        byName.values().forEach(ReferenceCountUtil::release);
    }
}

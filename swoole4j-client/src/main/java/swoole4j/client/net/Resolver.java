package swoole4j.client.net;

import io.netty.util.NetUtil;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import swoole4j.SwooleError;
import swoole4j.core.coroutine.ClientDefaults;

/** Finds the addresses of names. The machine's way blocks and so has threads of its own. */
final class Resolver {
    private static final int THREADS = 4;
    private static final int MOST_WAITING = 4096;

    private static final ThreadPoolExecutor POOL = pool();

    private Resolver() {}

    private static ThreadPoolExecutor pool() {
        ThreadPoolExecutor pool = new ThreadPoolExecutor(
                THREADS, THREADS, 10, TimeUnit.SECONDS, new LinkedBlockingQueue<>(MOST_WAITING), task -> {
                    Thread thread = new Thread(task, "swoole4j-names");
                    thread.setDaemon(true);
                    return thread;
                });
        pool.allowCoreThreadTimeOut(true);
        return pool;
    }

    /** Returns the addresses of a host, at least one. */
    static List<InetAddress> resolve(String host, Deadline deadline) throws FailedException {
        InetAddress literal = literal(host);
        if (literal != null) return List.of(literal);
        ClientDefaults defaults = ClientDefaults.current();
        Awaited<List<InetAddress>> found = new Awaited<>();
        String server = defaults.dnsServer();
        if (server != null && !server.isEmpty()) {
            NameServer.of(server).resolve(host, found);
        } else {
            try {
                POOL.execute(() -> lookUp(host, found));
            } catch (RejectedExecutionException _) {
                throw FailedException.connecting(SwooleError.DNSLOOKUP_RESOLVE_FAILED);
            }
        }
        Deadline own = Deadline.in(defaults.dnsSeconds() == 0 ? -1 : defaults.dnsSeconds());
        if (own.never() || own.left() > deadline.left()) return found.get(deadline);
        try {
            return found.get(own);
        } catch (FailedException e) {
            if (e.error() != SystemError.TIMED_OUT.number()) throw e;
            throw FailedException.connecting(SwooleError.DNSLOOKUP_RESOLVE_TIMEOUT);
        }
    }

    private static void lookUp(String host, Awaited<List<InetAddress>> found) {
        try {
            found.succeed(List.of(InetAddress.getAllByName(host)));
        } catch (UnknownHostException _) {
            found.fail(FailedException.connecting(SwooleError.DNSLOOKUP_RESOLVE_FAILED));
        } catch (Throwable e) { // nobody else would tell the one who waits
            found.fail(e);
        }
    }

    /** Returns the address that a text is, or null when it is a name. */
    static @Nullable InetAddress literal(String host) {
        byte[] bytes = NetUtil.createByteArrayFromIpAddressString(host);
        if (bytes == null) return null;
        try {
            return InetAddress.getByAddress(host, bytes);
        } catch (UnknownHostException e) {
            throw new IllegalStateException(e);
        }
    }
}

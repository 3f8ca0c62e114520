package swoole4j.client;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import swoole4j.SwooleError;
import swoole4j.client.coding.Decoders;
import swoole4j.client.config.ClientSettings;
import swoole4j.client.message.Content;
import swoole4j.client.message.CookieJar;
import swoole4j.client.message.Draft;
import swoole4j.client.message.RequestHead;
import swoole4j.client.message.Target;
import swoole4j.client.net.Connection;
import swoole4j.client.net.Connector;
import swoole4j.client.net.Expected;
import swoole4j.client.net.FailedException;
import swoole4j.client.net.Origin;
import swoole4j.client.net.SystemError;
import swoole4j.client.net.Upgrade;
import swoole4j.coroutine.http.WriteFunction;

/** The requests of one client: made, sent, sent again where that helps, and answered. One thread at a time. */
final class Requests {
    private final HttpClient client;
    private final Origin origin;
    private final Link link;
    private final Draft draft;
    private final CookieJar cookies;
    private final Received received;
    /** A request that was sent and waits for {@code recv}. */
    private volatile @Nullable Exchange deferred;

    Requests(HttpClient client, Origin origin, Link link, Draft draft, CookieJar cookies, Received received) {
        this.client = client;
        this.origin = origin;
        this.link = link;
        this.draft = draft;
        this.cookies = cookies;
        this.received = received;
    }

    boolean isDeferred() {
        return deferred != null;
    }

    void forget() {
        deferred = null;
    }

    // ---- what is asked for

    /** Performs a request; with {@code defer} it is only sent. */
    boolean perform(String path, Plan.@Nullable Download download, boolean upgrade) {
        link.claim();
        try {
            received.begin();
            String target = path.isEmpty() ? null : Target.of(path);
            if (target == null) {
                return received.failed(
                        SwooleError.INVALID_PARAMS.number(),
                        path.isEmpty() ? "path is empty" : "path [" + path + "] has a blank or a control character");
            }
            Connection current = link.connection();
            if (current != null && current.isWebSocket()) {
                if (current.isOpen()) {
                    String text =
                            SwooleError.WRONG_OPERATION.text() + ": the connection is a WebSocket, close it first";
                    return received.failed(SwooleError.WRONG_OPERATION.number(), text);
                }
                link.drop(current);
            }
            if (deferred != null) {
                String text =
                        SwooleError.WRONG_OPERATION.text() + ": the response of the last request was not received";
                return received.failed(SwooleError.WRONG_OPERATION.number(), text);
            }
            ClientSettings settings = client.settings();
            Plan plan = plan(target, download, upgrade, settings);
            received.sent(plan.head());
            if (download != null) received.download(download.file().toString(), download.offset());
            if (client.getDefer() && !upgrade) return defer(plan, settings);
            return run(plan, null, settings, settings.readSeconds());
        } finally {
            if (deferred == null) received.download(null, 0);
            link.release();
        }
    }

    private boolean defer(Plan plan, ClientSettings settings) {
        try {
            deferred = send(plan, settings);
            return true;
        } catch (FailedException e) {
            return received.failed(e);
        }
    }

    /** Waits for the response of a deferred request; the caller has claimed reading. */
    boolean complete(double seconds) {
        Exchange exchange = deferred;
        deferred = null;
        if (exchange == null) return received.failed(SwooleError.WRONG_OPERATION);
        try {
            return run(exchange.plan(), exchange, client.settings(), seconds);
        } finally {
            received.download(null, 0);
        }
    }

    // ---- how it is made

    private Plan plan(String target, Plan.@Nullable Download download, boolean upgrade, ClientSettings settings) {
        Upgrade handshake = upgrade ? new Upgrade(settings, subprotocols()) : null;
        boolean tunnel = upgrade;
        Content content = upgrade ? Content.NONE : draft.takeContent();
        String method = upgrade ? "GET" : draft.effectiveMethod();
        boolean needsUrl = Connector.needsUrl(origin, settings, tunnel);
        RequestHead head = new RequestHead(draft, settings, Decoders.accepted());
        String text = head.write(
                new RequestHead.Line(
                        method,
                        needsUrl ? "http://" + origin.authority() + target : target,
                        Target.path(target),
                        origin.authority(),
                        needsUrl ? proxyAuthorization(settings) : null,
                        handshake == null ? Map.of() : handshake.headers()),
                cookies,
                content);
        return new Plan(
                new Expected(method, handshake),
                Target.path(target),
                text,
                content,
                head.isPersistent(),
                tunnel,
                download);
    }

    private @Nullable String subprotocols() {
        Map<String, Object> headers = draft.headers();
        if (headers == null) return null;
        for (Map.Entry<String, Object> header : headers.entrySet()) {
            if (header.getKey().equalsIgnoreCase("Sec-WebSocket-Protocol")) {
                return header.getValue().toString();
            }
        }
        return null;
    }

    private static @Nullable String proxyAuthorization(ClientSettings settings) {
        ClientSettings.Proxy proxy = settings.proxy();
        if (proxy == null || proxy.user() == null) return null;
        String pair = proxy.user() + ":" + (proxy.password() == null ? "" : proxy.password());
        return "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
    }

    // ---- how it goes

    private Exchange send(Plan plan, ClientSettings settings) throws FailedException {
        Connection connection = link.open();
        boolean proxied = settings.proxy() != null && !origin.unix();
        if (connection != null && proxied && plan.tunnel() && !connection.isTunneled()) {
            link.drop(connection);
            connection = null;
        }
        if (connection == null) {
            connection = Connector.http1(origin, settings, plan.tunnel()).connect();
            link.connection(connection);
        }
        Exchange exchange = new Exchange(connection, plan, settings);
        boolean sent = false;
        try {
            exchange.send();
            sent = true;
            return exchange;
        } finally {
            if (!sent) link.drop(connection);
        }
    }

    /** Sends a request, unless it is sent already, until there is a response or no hope of one. */
    private boolean run(Plan plan, @Nullable Exchange already, ClientSettings settings, double seconds) {
        int retries = settings.maxRetries();
        Exchange exchange = already;
        while (true) {
            boolean reused = already != null || link.open() != null;
            try {
                if (exchange == null) exchange = send(plan, settings);
                if (receive(exchange, seconds, settings)) return true;
                if (retries-- == 0) return false;
            } catch (FailedException e) {
                boolean stale = exchange != null && isStale(e, exchange, reused);
                if (exchange != null) link.drop(exchange.connection());
                if (!stale && (!isWorthARetry(e) || retries-- <= 0)) return received.failed(e);
            } catch (IOException e) {
                throw new IllegalStateException(e); // every failure is told above
            }
            exchange = null;
            already = null;
        }
    }

    /** The server had closed the connection, which nobody could know when the request was sent on it. */
    private static boolean isStale(FailedException e, Exchange exchange, boolean reused) {
        return reused
                && e.error() == SystemError.RESET.number()
                && !exchange.isAnswered()
                && (exchange.plan().isIdempotent() || !exchange.mayHaveArrived());
    }

    private static boolean isWorthARetry(FailedException e) {
        return e.error() == SystemError.RESET.number()
                || e.error() == SystemError.REFUSED.number()
                || e.error() == SystemError.BROKEN_PIPE.number();
    }

    /** Receives a response; false when the server was busy and retries are wanted. */
    private boolean receive(Exchange exchange, double seconds, ClientSettings settings) throws IOException {
        Connection connection = exchange.connection();
        boolean whole = false;
        try {
            boolean kept = exchange.receive(seconds, received, cookies, () -> sink(exchange, settings));
            whole = true;
            if (!kept) link.drop(connection);
        } finally {
            if (!whole) link.drop(connection);
        }
        int status = received.statusCode();
        boolean busy = status == 502 || status == 503;
        return !busy || settings.maxRetries() == 0;
    }

    private BodySink sink(Exchange exchange, ClientSettings settings) throws FailedException {
        Plan plan = exchange.plan();
        Plan.Download download = plan.download();
        if (download != null) return file(download.file(), download.offset());
        WriteFunction function = settings.writeFunction();
        boolean upgrade = plan.expected().upgrade() != null;
        return function == null || upgrade
                ? new BodySink.Memory(settings.bodyLimit())
                : new BodySink.ToFunction(function, client.facade(), () -> link.connection() != exchange.connection());
    }

    private static BodySink file(Path path, long offset) throws FailedException {
        try {
            return new BodySink.ToFile(path, offset);
        } catch (IOException e) {
            throw Exchange.unwritable(e.toString());
        }
    }
}

package swoole4j.engine.files;

import java.security.SecureRandom;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import swoole4j.core.http.ByteRanges;
import swoole4j.core.http.Conditional;
import swoole4j.core.http.MultipartRanges;
import swoole4j.engine.config.StaticSettings;
import swoole4j.engine.link.HttpMessage;

/** The static handler, which decides what a request without a body gets. Immutable; any thread. */
public final class StaticFiles {
    private final Lookup lookup;
    private final RandomGenerator random = new SecureRandom();

    /** Creates the handler of a server. */
    public StaticFiles(StaticSettings settings) {
        this.lookup = new Lookup(settings);
    }

    /** Decides; {@code now} is the epoch second. */
    public StaticOutcome answer(HttpMessage request, long now) {
        boolean isHead = request.method().equals("HEAD");
        if (!isHead && !request.method().equals("GET")) return StaticOutcome.NotStatic.INSTANCE;
        if (request.body().length > 0 || request.upload() != null) return StaticOutcome.NotStatic.INSTANCE;
        return switch (lookup.find(request.target())) {
            case Lookup.Nothing _ -> StaticOutcome.NotStatic.INSTANCE;
            case Lookup.Missing _ -> StaticOutcome.Missing.INSTANCE;
            case Lookup.Found found -> decide(found.document(), request, isHead, now, random);
            case Lookup.Directory directory -> {
                byte[] page = Lookup.list(directory);
                yield page == null
                        ? StaticOutcome.NotStatic.INSTANCE
                        : new StaticOutcome.Listing(page, directory.modified());
            }
        };
    }

    /** Weighs the conditions and the ranges that the request names (RFC 9110 13.2.2). */
    static StaticOutcome decide(
            Document document, HttpMessage request, boolean isHead, long now, RandomGenerator random) {
        Conditional conditions = conditions(request);
        return switch (conditions.evaluate(document.modified(), null, now)) {
            case NOT_MODIFIED -> new StaticOutcome.NotModified(document);
            case PRECONDITION_FAILED -> new StaticOutcome.PreconditionFailed(document);
            case PROCEED -> {
                String range = isHead ? null : request.joined("Range"); // RFC 9110 14.2: GET only
                boolean counts = range != null && conditions.allowsRange(document.modified(), null, now);
                yield ranges(document, counts ? range : null, random);
            }
        };
    }

    private static StaticOutcome ranges(Document document, @Nullable String range, RandomGenerator random) {
        if (range == null) return new StaticOutcome.Whole(document);
        return switch (ByteRanges.parse(range, document.size())) {
            case ByteRanges.Full _ -> new StaticOutcome.Whole(document);
            case ByteRanges.Unsatisfiable _ -> new StaticOutcome.Unsatisfiable(document);
            case ByteRanges.Partial some
            when some.ranges().size() == 1 ->
                new StaticOutcome.Part(document, some.ranges().getFirst());
            case ByteRanges.Partial some ->
                new StaticOutcome.Parts(
                        document,
                        new MultipartRanges(
                                some.ranges(), document.type(), document.size(), MultipartRanges.boundary(random)));
        };
    }

    private static Conditional conditions(HttpMessage request) {
        return new Conditional(
                request.joined("If-Match"),
                request.header("If-Unmodified-Since"),
                request.joined("If-None-Match"),
                request.header("If-Modified-Since"),
                request.header("If-Range"));
    }
}

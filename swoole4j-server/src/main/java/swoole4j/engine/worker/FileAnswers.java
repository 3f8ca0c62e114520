package swoole4j.engine.worker;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import swoole4j.core.http.Ascii;
import swoole4j.core.http.ByteRanges;
import swoole4j.core.http.NotFoundPage;
import swoole4j.core.http.ResponseHead;
import swoole4j.engine.config.HttpSettings;
import swoole4j.engine.config.StaticSettings;
import swoole4j.engine.files.Document;
import swoole4j.engine.files.StaticFiles;
import swoole4j.engine.files.StaticOutcome;
import swoole4j.engine.link.HttpMessage;

/** Answers requests with files, before the request callback sees them. Worker-confined. */
final class FileAnswers {
    private static final byte[] NOTHING = {};
    private static final byte[] NOT_FOUND = NotFoundPage.page();

    private final ServerContext context;
    private final StaticFiles files;
    private final boolean strict;

    private FileAnswers(ServerContext context, StaticSettings settings, boolean strict) {
        this.context = context;
        this.files = new StaticFiles(settings);
        this.strict = strict;
    }

    /** Returns what answers, or null when the static handler is off. */
    static @Nullable FileAnswers of(ServerContext context) {
        HttpSettings http = context.settings().http();
        StaticSettings settings = http.files();
        return settings == null ? null : new FileAnswers(context, settings, http.strict());
    }

    /** Answers, or returns false for a request that the callback is to have. */
    boolean answer(HttpMessage request, AnswerWriter writer) {
        switch (files.answer(request, context.epochSecond())) {
            case StaticOutcome.NotStatic _ -> {
                return false;
            }
            case StaticOutcome.Missing _ -> whole(writer, missing(request), NOT_FOUND);
            case StaticOutcome.NotModified answer -> whole(writer, head(304, answer.document(), request), NOTHING);
            case StaticOutcome.PreconditionFailed answer ->
                whole(writer, head(412, answer.document(), request), NOTHING);
            case StaticOutcome.Unsatisfiable answer -> {
                Document document = answer.document();
                ResponseHead head = head(416, document, request);
                head.header("Content-Range", ByteRanges.unsatisfied(document.size()), false);
                whole(writer, head, NOTHING);
            }
            case StaticOutcome.Whole answer -> {
                ResponseHead head = typed(200, answer.document(), request);
                head.header("Accept-Ranges", "bytes", false);
                writer.document(
                        head, answer.document().path(), 0, answer.document().size());
            }
            case StaticOutcome.Part answer -> {
                ByteRanges.Range range = answer.range();
                ResponseHead head = typed(206, answer.document(), request);
                head.header(
                        "Content-Range", range.contentRange(answer.document().size()), false);
                writer.document(head, answer.document().path(), range.first(), range.length());
            }
            case StaticOutcome.Parts answer -> {
                ResponseHead head = head(206, answer.document(), request);
                head.header("Content-Type", answer.ranges().contentType(), false);
                writer.document(head, answer.document().path(), answer.ranges());
            }
            case StaticOutcome.Listing answer -> {
                ResponseHead head = head(200, answer.modified(), request);
                head.header("Content-Type", "text/html", false);
                whole(writer, head, answer.page());
            }
        }
        return true;
    }

    private static void whole(AnswerWriter writer, ResponseHead head, byte[] body) {
        writer.whole(head, body, false, null, Map.of());
    }

    private ResponseHead typed(int status, Document document, HttpMessage request) {
        ResponseHead head = head(status, document, request);
        head.header("Content-Type", document.type(), false);
        return head;
    }

    private ResponseHead head(int status, Document document, HttpMessage request) {
        return head(status, document.modified(), request);
    }

    private ResponseHead head(int status, long modified, HttpMessage request) {
        ResponseHead head = ResponseHead.forDocument(status, modified);
        if (!keepsOpen(request)) head.header("Connection", "close", false);
        return head;
    }

    /** Swoole keeps the connection only for a client that asks for it, whatever its version of HTTP (RFC 9112 9.3). */
    private boolean keepsOpen(HttpMessage request) {
        if (strict || request.stream() != 0 || !request.keepAlive()) return true; // the writer knows the rest
        String connection = request.joined("Connection");
        return connection != null && Ascii.listContains(connection, "keep-alive");
    }

    /** Swoole sends this page with two lines only. */
    private ResponseHead missing(HttpMessage request) {
        ResponseHead head = ResponseHead.forRequest();
        head.status(404, null);
        if (strict || request.stream() != 0) return head;
        head.header("Date", "", false);
        head.header("Content-Type", "", false);
        if (request.keepAlive()) head.header("Connection", "", false);
        return head;
    }
}

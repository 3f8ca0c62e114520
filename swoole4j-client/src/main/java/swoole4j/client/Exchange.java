package swoole4j.client;

import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import swoole4j.SwooleError;
import swoole4j.client.config.ClientSettings;
import swoole4j.client.message.Content;
import swoole4j.client.message.CookieJar;
import swoole4j.client.net.Connection;
import swoole4j.client.net.Deadline;
import swoole4j.client.net.FailedException;
import swoole4j.client.net.Incoming;
import swoole4j.core.coroutine.Suspension;

/** Sends one request on one connection and receives the response. One thread at a time. */
final class Exchange {
    /** So much of a body is handed over at once. */
    private static final int PIECE = 64 * 1024;

    /** So much may be unsent before more is read from a file. */
    private static final int MOST_UNSENT = 256 * 1024;

    private final Connection connection;
    private final Plan plan;
    private final ClientSettings settings;
    private boolean sent;
    private boolean answered;

    Exchange(Connection connection, Plan plan, ClientSettings settings) {
        this.connection = connection;
        this.plan = plan;
        this.settings = settings;
    }

    Connection connection() {
        return connection;
    }

    Plan plan() {
        return plan;
    }

    /** Tells whether a response has begun. */
    boolean isAnswered() {
        return answered;
    }

    /** Tells whether the request may have reached the server. */
    boolean mayHaveArrived() {
        return connection.isRequestWritten();
    }

    // ---- sending

    /**
     * Sends the request; returns early when the response comes before all is sent.
     *
     * @throws FailedException when it cannot be sent in time
     */
    void send() throws FailedException {
        Deadline deadline = Deadline.in(settings.writeSeconds());
        byte[] head = (plan.head() + "\r\n").getBytes(StandardCharsets.UTF_8);
        List<Content.Piece> pieces = plan.content().pieces();
        int first = 0;
        // most requests go out in one piece
        if (!pieces.isEmpty() && pieces.getFirst() instanceof Content.Bytes small && small.length() <= PIECE) {
            head = Arrays.copyOf(head, head.length + small.bytes().length);
            System.arraycopy(small.bytes(), 0, head, head.length - small.bytes().length, small.bytes().length);
            first = 1;
        }
        connection.request(plan.expected(), head);
        for (Content.Piece piece : pieces.subList(first, pieces.size())) {
            boolean all = switch (piece) {
                case Content.Bytes bytes -> send(bytes.bytes(), deadline);
                case Content.FilePart part -> send(part, deadline);
            };
            if (!all) return;
        }
        sent = pieces.size() <= first || room(deadline);
    }

    private boolean send(byte[] bytes, Deadline deadline) throws FailedException {
        for (int at = 0; at < bytes.length; at += PIECE) {
            if (!room(deadline)) return false;
            connection.send(Arrays.copyOfRange(bytes, at, Math.min(bytes.length, at + PIECE)));
        }
        return true;
    }

    private boolean send(Content.FilePart part, Deadline deadline) throws FailedException {
        try (FileChannel file = FileChannel.open(part.path())) {
            InputStream in = Channels.newInputStream(file.position(part.offset()));
            for (long left = part.length(); left > 0; ) {
                if (!room(deadline)) return false;
                byte[] piece = in.readNBytes((int) Math.min(PIECE, left));
                if (piece.length == 0) throw FailedException.source(part.path() + " has become shorter");
                connection.send(piece);
                left -= piece.length;
            }
            return true;
        } catch (FailedException e) {
            throw e;
        } catch (IOException e) {
            throw FailedException.source(part.path() + " cannot be read: " + e.getMessage());
        }
    }

    /** Waits until more can be handed over; false when there is no point in it any more. */
    private boolean room(Deadline deadline) throws FailedException {
        Suspension how = connection.awaitRoom(MOST_UNSENT, true, deadline);
        if (how != Suspension.DONE) throw FailedException.sending(how);
        return connection.isOpen() && connection.unsent() < MOST_UNSENT;
    }

    // ---- receiving

    /**
     * Receives the response.
     *
     * @param opener makes what takes the body
     * @return whether the connection can be kept
     */
    boolean receive(double seconds, Received received, CookieJar cookies, SinkOpener opener) throws IOException {
        Deadline deadline = Deadline.in(seconds);
        Incoming.Head head = switch (connection.take(deadline)) {
            case Incoming.Head first -> first;
            case Incoming.Broken broken -> throw broken.why();
            case Incoming.Piece _, Incoming.End _, Incoming.Message _, Incoming.Closed _ ->
                throw FailedException.reset();
        };
        answered = true;
        for (String cookie : received.head(head, settings.lowercaseHeader())) cookies.store(cookie, plan.path());
        if (head.upgraded()) return true;
        BodyStream body = new BodyStream(connection, deadline);
        String codings = settings.bodyDecompression() ? Reading.field(head.fields(), "content-encoding") : null;
        try (BodySink sink = opener.open()) {
            Reading.all(body, codings, sink);
            received.body(sink.bytes());
        }
        Incoming.End end = body.end();
        return end != null && end.reusable() && head.persistent() && plan.persistent() && sent;
    }

    /** Makes what takes the body. */
    interface SinkOpener {
        /** Opens it. */
        BodySink open() throws FailedException;
    }

    /** Returns the failure of a file that cannot be written. */
    static FailedException unwritable(@Nullable String why) {
        return FailedException.answer(SwooleError.HTTP_INVALID_PROTOCOL, "the download cannot be written: " + why);
    }
}

package swoole4j.engine.pipeline;

import io.netty.buffer.ByteBuf;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import swoole4j.core.http.MultipartException;
import swoole4j.core.http.MultipartReader;
import swoole4j.engine.config.HttpSettings;
import swoole4j.engine.link.Upload;

/**
 * The body of one request while it arrives: kept in memory up to the limit; the files of a form go to disk. A form with
 * {@code upload_max_filesize} may be larger than memory holds, and is kept without its files then. Reactor-confined.
 */
public final class RequestBody {
    private static final byte[] EMPTY = {};
    private static final Set<String> FORM_METHODS = Set.of("POST", "PUT", "DELETE", "PATCH");
    private static final String MULTIPART = "multipart/form-data";

    private final int limit;
    private final boolean mayBeLarger;
    private final @Nullable MultipartReader parts;
    private final @Nullable UploadWriter uploads;
    private byte[] bytes = EMPTY;
    private int length;
    private boolean onlyParts;

    private RequestBody(
            int limit, boolean mayBeLarger, @Nullable MultipartReader parts, @Nullable UploadWriter uploads) {
        this.limit = limit;
        this.mayBeLarger = mayBeLarger;
        this.parts = parts;
        this.uploads = uploads;
    }

    /**
     * Begins a body.
     *
     * @param declared its length, or -1 when that is not known
     * @param limit how much is kept in memory
     * @throws RefusedException 413 when it would be too large, 400 for a form without a boundary
     */
    public static RequestBody begin(
            String method, @Nullable String contentType, long declared, int limit, HttpSettings settings)
            throws RefusedException {
        boolean form = declared != 0 && contentType != null && isForm(method, contentType);
        boolean mayBeLarger = form && settings.uploadMaxFilesize() > 0;
        if (declared > limit && !mayBeLarger) {
            throw new RefusedException(
                    413, "a body of " + declared + " bytes is more than package_max_length " + limit);
        }
        if (!form || contentType == null) return new RequestBody(limit, false, null, null);
        String boundary = MultipartReader.boundary(contentType);
        if (boundary == null) throw new RefusedException(400, "a multipart body without a boundary");
        UploadWriter uploads = new UploadWriter(settings.uploadTmpDir(), settings.uploadMaxFilesize());
        MultipartReader parts = new MultipartReader(boundary, settings.maxInputVars(), limit, uploads);
        return new RequestBody(limit, mayBeLarger, parts, uploads);
    }

    private static boolean isForm(String method, String contentType) {
        return FORM_METHODS.contains(method) && contentType.regionMatches(true, 0, MULTIPART, 0, MULTIPART.length());
    }

    /**
     * Adds a piece.
     *
     * @throws RefusedException 413 when it is too large, 400 for a form that breaks its rules
     */
    public void add(ByteBuf piece) throws RefusedException {
        int more = piece.readableBytes();
        if (more == 0) return;
        keep(piece, more);
        if (parts == null) return;
        try {
            for (ByteBuffer part : piece.nioBuffers()) parts.feed(part);
        } catch (MultipartException e) {
            throw new RefusedException(e.status(), String.valueOf(e.getMessage()));
        }
    }

    private void keep(ByteBuf piece, int more) throws RefusedException {
        if (onlyParts) return;
        if (more > limit - length) {
            if (!mayBeLarger) throw new RefusedException(413, "the body is more than package_max_length " + limit);
            onlyParts = true;
            bytes = EMPTY;
            length = 0;
            return;
        }
        if (bytes.length < length + more) {
            bytes = Arrays.copyOf(bytes, Math.max(length + more, (int) Math.min(limit, 2L * length)));
        }
        piece.getBytes(piece.readerIndex(), bytes, length, more);
        length += more;
    }

    /** Returns the number of bytes that are kept in memory. */
    public int length() {
        return length;
    }

    /** Ends the form, if it is one, and returns its parts, which belong to the caller; else null. */
    public @Nullable Upload finish() {
        if (parts == null || uploads == null) return null;
        parts.finish();
        return uploads.finish();
    }

    /** Returns the body; of a form that was too large for memory its text parts. */
    public byte[] bytes() {
        if (onlyParts && uploads != null) return uploads.text();
        return length == bytes.length ? bytes : Arrays.copyOf(bytes, length);
    }

    /** Gives the body up and deletes what was written. */
    public void discard() {
        bytes = EMPTY;
        length = 0;
        if (parts != null) parts.finish();
        if (uploads != null) uploads.finish().delete();
    }
}

package swoole4j.client.coding;

import com.github.luben.zstd.ZstdInputStreamNoFinalizer;
import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.zip.GZIPInputStream;
import java.util.zip.Inflater;
import java.util.zip.InflaterInputStream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Undoes content codings while a body comes (RFC 9110 8.4). What they need stays bounded whatever the server claims; how
 * much comes out of them is for the reader to bound. Any thread.
 */
public final class Decoders {
    private static final Logger log = LoggerFactory.getLogger(Decoders.class);

    /** RFC 9659: no more than 8 MiB. */
    private static final int ZSTD_WINDOW_LOG = 23;

    /** Nobody codes a body more often with good reason. */
    private static final int MOST = 3;

    private static final int BUFFER = 8192;

    private static final boolean BROTLI = isBrotliThere();

    private Decoders() {}

    /** Returns what can be undone, as the value of Accept-Encoding. */
    public static String accepted() {
        return BROTLI ? "gzip, deflate, br" : "gzip, deflate";
    }

    private static boolean isBrotliThere() {
        try {
            return BrotliDecoder.isAvailable();
        } catch (LinkageError e) {
            log.debug("brotli4j is not there: {}", String.valueOf(e));
            return false;
        }
    }

    /**
     * Returns a stream of what a body means.
     *
     * @param codings the value of Content-Encoding
     * @return null when there is nothing to undo, or a coding that is not known: the body stays as it is
     * @throws IOException when the body is not what it is said to be
     */
    public static @Nullable InputStream open(@Nullable String codings, InputStream body) throws IOException {
        List<String> applied = applied(codings);
        if (applied.isEmpty() || applied.size() > MOST || !applied.stream().allMatch(Decoders::isKnown)) return null;
        InputStream decoded = body;
        try {
            for (String coding : applied.reversed()) decoded = undo(coding, decoded);
            return decoded;
        } catch (IOException | RuntimeException | Error e) {
            if (decoded != body) decoded.close();
            throw e;
        }
    }

    private static List<String> applied(@Nullable String codings) {
        List<String> applied = new ArrayList<>();
        if (codings == null) return applied;
        for (String element : codings.split(",", MOST + 2)) {
            String coding = element.strip().toLowerCase(Locale.ROOT);
            if (!coding.isEmpty() && !coding.equals("identity")) applied.add(coding);
        }
        return applied;
    }

    private static boolean isKnown(String coding) {
        return switch (coding) {
            case "gzip", "x-gzip", "deflate", "zstd" -> true;
            case "br" -> BROTLI;
            default -> false;
        };
    }

    private static InputStream undo(String coding, InputStream body) throws IOException {
        return switch (coding) {
            case "gzip", "x-gzip" -> new GZIPInputStream(body, BUFFER);
            case "deflate" -> inflate(body);
            case "zstd" -> {
                ZstdInputStreamNoFinalizer zstd = new ZstdInputStreamNoFinalizer(body);
                zstd.setLongMax(ZSTD_WINDOW_LOG);
                yield zstd;
            }
            default -> BrotliDecoder.open(body);
        };
    }

    /** Either zlib's format, which RFC 9110 8.4.1.2 wants, or raw deflate, which many servers send. */
    private static InputStream inflate(InputStream body) throws IOException {
        PushbackInputStream in = new PushbackInputStream(body, 2);
        int first = in.read();
        int second = in.read();
        if (second >= 0) in.unread(second);
        if (first >= 0) in.unread(first);
        boolean zlib = (first & 0xf) == 8 && second >= 0 && (first << 8 | second) % 31 == 0;
        return new Inflating(in, new Inflater(!zlib));
    }

    /** Frees the inflater, which {@link InflaterInputStream} leaves to whoever made it. */
    private static final class Inflating extends InflaterInputStream {
        Inflating(InputStream in, Inflater inflater) {
            super(in, inflater, BUFFER);
        }

        @Override
        public void close() throws IOException {
            inf.end();
            super.close();
        }
    }
}

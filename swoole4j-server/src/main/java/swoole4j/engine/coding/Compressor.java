package swoole4j.engine.coding;

import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import swoole4j.core.http.AcceptEncoding;
import swoole4j.core.http.Ascii;
import swoole4j.core.http.ContentCoding;
import swoole4j.core.http.MediaTypes;
import swoole4j.core.http.ResponseHead;
import swoole4j.engine.config.HttpSettings;

/** Decides whether and how the bodies of a worker's responses are compressed, and does it. Worker-confined. */
public final class Compressor {
    private static final Logger log = LoggerFactory.getLogger(Compressor.class);
    private static final Set<ContentCoding> AVAILABLE = available();
    private static final String DEFAULT_TYPE = "text/html";

    /** Compresses nothing. */
    public static final Choice NONE =
            new Compressor(new HttpSettings.Compression(false, 0, 0, List.of()), false).new Choice(null);

    private final HttpSettings.Compression settings;
    private final boolean vary;
    private final Map<ContentCoding, ContentEncoder> encoders = new EnumMap<>(ContentCoding.class);
    private String lastHeader = "";
    private @Nullable Choice lastChoice;

    /** Creates the compressor of one worker; {@code vary} adds {@code Vary: Accept-Encoding}. */
    public Compressor(HttpSettings.Compression settings, boolean vary) {
        this.settings = settings;
        this.vary = vary;
    }

    /**
     * What becomes of a body.
     *
     * @param body as it is sent
     * @param coding what it is compressed with, or null
     */
    @SuppressWarnings("ArrayRecordComponent") // handed over, never compared
    public record Result(byte[] body, @Nullable String coding) {}

    /** Returns the choice for a request with that Accept-Encoding. */
    public Choice choose(@Nullable String acceptEncoding) {
        if (!settings.enabled()) return NONE;
        if (acceptEncoding == null) return vary ? new Choice(null) : NONE;
        Choice known = lastChoice;
        if (known != null && acceptEncoding.equals(lastHeader)) return known; // most clients send the same one
        Choice choice = new Choice(AcceptEncoding.choose(acceptEncoding, AVAILABLE));
        lastChoice = choice;
        lastHeader = acceptEncoding;
        return choice;
    }

    /** What one client gets. */
    public final class Choice {
        private final @Nullable ContentCoding coding;

        private Choice(@Nullable ContentCoding coding) {
            this.coding = coding;
        }

        /** Tells whether the client offered a coding that there is. */
        public boolean isOffered() {
            return coding != null;
        }

        /** Compresses a body if it is long enough, of the right type and not encoded already. */
        public Result apply(ResponseHead head, byte[] body) {
            if (coding == null && !vary) return new Result(body, null);
            if (!settings.enabled() || body.length < settings.minLength()) return new Result(body, null);
            if (head.has("Content-Encoding") || !isListed(head.first("Content-Type"))) return new Result(body, null);
            if (vary) vary(head);
            if (coding == null) return new Result(body, null);
            byte[] encoded = encoders.computeIfAbsent(coding, which -> encoder(which, settings.level()))
                    .encode(body);
            return new Result(encoded, coding.token());
        }
    }

    private boolean isListed(@Nullable String type) {
        return settings.types().isEmpty()
                || MediaTypes.isOneOf(type == null || type.isEmpty() ? DEFAULT_TYPE : type, settings.types());
    }

    /** RFC 9110 12.5.5. */
    private static void vary(ResponseHead head) {
        String own = head.first("Vary");
        if (own == null || own.isEmpty()) {
            head.header("Vary", "Accept-Encoding", true);
        } else if (!own.contains("*") && !Ascii.listContains(own, "accept-encoding")) {
            head.header("Vary", own + ", Accept-Encoding", true);
        }
    }

    private static ContentEncoder encoder(ContentCoding coding, int level) {
        return switch (coding) {
            case BR -> new BrotliEncoder(level);
            case GZIP -> new DeflateEncoder(true, level);
            case DEFLATE -> new DeflateEncoder(false, level);
            case ZSTD -> new ZstdEncoder(level);
        };
    }

    private static Set<ContentCoding> available() {
        Set<ContentCoding> all = EnumSet.of(ContentCoding.GZIP, ContentCoding.DEFLATE);
        if (loads(BrotliEncoder::isAvailable)) all.add(ContentCoding.BR);
        if (loads(ZstdEncoder::isAvailable)) all.add(ContentCoding.ZSTD);
        return all;
    }

    private static boolean loads(BooleanSupplier library) {
        try {
            return library.getAsBoolean();
        } catch (LinkageError e) {
            log.debug("a content coding is not there", e);
            return false;
        }
    }
}

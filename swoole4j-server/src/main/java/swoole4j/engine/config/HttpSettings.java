package swoole4j.engine.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import swoole4j.SwooleException;

/**
 * What the HTTP side of a server does, read once at its start.
 *
 * @param parseCookie whether the cookie header is taken apart
 * @param parsePost whether form bodies are taken apart
 * @param parseFiles whether uploads under one name with brackets get PHP's own layout
 * @param maxInputVars how many variables of a query, form or cookie header are accepted
 * @param uploadTmpDir where uploaded files are kept
 * @param uploadMaxFilesize the largest uploaded file, 0 for no limit but the request's
 * @param compression content coding of responses
 * @param maxConcurrency requests in work of all workers from which others get a 503
 * @param workerMaxConcurrency requests in work of one worker from which others wait
 * @param headerTimeoutSeconds how long a begun request head may take, 0 for ever
 * @param bodyTimeoutSeconds how long a body may stand still, 0 for ever
 * @param decompression whether request bodies with a content coding are decoded
 * @param files the static handler, or null when it is off
 * @param strict whether answers follow the RFCs where Swoole's bytes do not and break nobody
 * @param http2 what HTTP/2 connections are told and held to
 */
public record HttpSettings(
        boolean parseCookie,
        boolean parsePost,
        boolean parseFiles,
        int maxInputVars,
        String uploadTmpDir,
        long uploadMaxFilesize,
        Compression compression,
        long maxConcurrency,
        long workerMaxConcurrency,
        double headerTimeoutSeconds,
        double bodyTimeoutSeconds,
        boolean decompression,
        @Nullable StaticSettings files,
        boolean strict,
        Http2Limits http2) {
    /**
     * Content coding of responses.
     *
     * @param enabled whether there is any
     * @param level of the algorithm, brought into its range
     * @param minLength shorter bodies stay as they are
     * @param types media types that are compressed; empty for all
     */
    public record Compression(boolean enabled, int level, long minLength, List<String> types) {}

    /**
     * Reads the settings and makes the folder for uploads.
     *
     * @throws SwooleException when that cannot be made
     */
    public static HttpSettings of(Options options) {
        long all = options.number(Option.MAX_CONCURRENCY);
        return new HttpSettings(
                options.truth(Option.HTTP_PARSE_COOKIE),
                options.truth(Option.HTTP_PARSE_POST),
                options.truth(Option.HTTP_PARSE_FILES),
                (int) options.number(Option.MAX_INPUT_VARS),
                uploadFolder(options),
                options.number(Option.UPLOAD_MAX_FILESIZE),
                new Compression(
                        options.truth(Option.HTTP_COMPRESSION),
                        (int) options.number(Option.HTTP_COMPRESSION_LEVEL),
                        options.number(Option.HTTP_COMPRESSION_MIN_LENGTH),
                        options.texts(Option.HTTP_COMPRESSION_TYPES)),
                all,
                options.has(Option.WORKER_MAX_CONCURRENCY) ? options.number(Option.WORKER_MAX_CONCURRENCY) : all,
                options.seconds(Option.HTTP_HEADER_TIMEOUT),
                options.seconds(Option.HTTP_BODY_TIMEOUT),
                options.truth(Option.HTTP_DECOMPRESSION),
                StaticSettings.of(options),
                options.truth(Option.HTTP_STRICT),
                Http2Limits.of(options));
    }

    private static String uploadFolder(Options options) {
        if (!options.has(Option.UPLOAD_TMP_DIR)) return System.getProperty("java.io.tmpdir");
        String folder = options.text(Option.UPLOAD_TMP_DIR);
        try {
            Files.createDirectories(Path.of(folder));
            return folder;
        } catch (IOException | InvalidPathException e) {
            throw new SwooleException("Unable to create upload_tmp_dir[" + folder + "]", 0, e);
        }
    }
}

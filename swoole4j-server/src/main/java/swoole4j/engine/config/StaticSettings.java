package swoole4j.engine.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import swoole4j.SwooleException;
import swoole4j.core.http.RewriteRules;
import swoole4j.core.http.StaticLocations;

/**
 * What the static handler serves.
 *
 * @param root document_root without links
 * @param locations what is left to the handler alone
 * @param indexFiles names of files that stand for their directory, best first
 * @param autoIndex whether a directory without one is listed
 * @param rewrites where else files are looked for
 */
public record StaticSettings(
        Path root, StaticLocations locations, List<String> indexFiles, boolean autoIndex, RewriteRules rewrites) {
    private static final Logger log = LoggerFactory.getLogger(StaticSettings.class);

    /**
     * Checks what was given to {@code set()}, and takes the links out of document_root.
     *
     * @return false when document_root does not exist
     * @throws SwooleException for rules that cannot be used
     */
    @SuppressWarnings("unchecked") // OptionValue made it a map of strings
    static boolean check(Map<Option, Object> given) {
        Object rules = given.get(Option.URL_REWRITE_RULES);
        if (rules != null) rewrites((Map<String, String>) rules);
        Object root = given.get(Option.DOCUMENT_ROOT);
        if (root == null) return true;
        Path real = real((String) root);
        if (real == null || !Files.isDirectory(real)) {
            log.warn("document_root[{}] {}", root, real == null ? "does not exist" : "is not a directory");
            return false;
        }
        given.put(Option.DOCUMENT_ROOT, real.toString());
        return true;
    }

    /** Reads the settings; null when the handler is off or has nothing to serve. */
    static @Nullable StaticSettings of(Options options) {
        if (!options.truth(Option.ENABLE_STATIC_HANDLER)) return null;
        if (!options.has(Option.DOCUMENT_ROOT)) {
            log.warn("enable_static_handler has no effect without document_root");
            return null;
        }
        return new StaticSettings(
                Path.of(options.text(Option.DOCUMENT_ROOT)),
                new StaticLocations(options.texts(Option.STATIC_HANDLER_LOCATIONS)),
                options.texts(Option.HTTP_INDEX_FILES),
                options.truth(Option.HTTP_AUTOINDEX),
                rewrites(options.pairs(Option.URL_REWRITE_RULES)));
    }

    private static RewriteRules rewrites(Map<String, String> rules) {
        try {
            return new RewriteRules(rules);
        } catch (IllegalArgumentException e) {
            throw new SwooleException(String.valueOf(e.getMessage()), 0, e);
        }
    }

    private static @Nullable Path real(String root) {
        try {
            return root.isEmpty() ? null : Path.of(root).toRealPath();
        } catch (IOException | InvalidPathException _) {
            return null;
        }
    }
}

package swoole4j.core.http;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Sends the static handler to other files ({@code url_rewrite_rules}): the first rule that matches the resolved path counts.
 * A rule {@code ~regex~} replaces what the expression finds, with {@code $1} to {@code $9} for its groups; any other rule is a
 * prefix that its replacement takes the place of. Immutable; any thread.
 *
 * <p>The path comes from the client. An expression such as {@code (a+)+$} takes time that doubles with every character;
 * here it is given up, as if it had not matched, after a million steps, but until then it holds up
 * its thread. Write expressions in which no repetition is nested in another.
 */
public final class RewriteRules {
    private final List<RewriteRule> rules = new ArrayList<>();

    /**
     * Compiles the rules.
     *
     * @param replacements the replacements by rule, in the order in which to try them
     * @throws IllegalArgumentException if an expression is malformed or a replacement names a group that it does not have
     */
    public RewriteRules(Map<String, String> replacements) {
        replacements.forEach((rule, replacement) -> rules.add(RewriteRule.of(rule, replacement)));
    }

    /** Whether there is nothing to rewrite. */
    public boolean isEmpty() {
        return rules.isEmpty();
    }

    /**
     * Rewrites a path, at most once.
     *
     * @return {@code path} itself if no rule matches; null if the result leads out of the document root
     */
    public @Nullable StaticPath rewrite(StaticPath path) {
        String url = path.url();
        for (RewriteRule rule : rules) {
            String rewritten = rule.apply(url);
            if (rewritten != null) {
                return StaticPath.resolve(rewritten.startsWith("/") ? rewritten : "/" + rewritten);
            }
        }
        return path;
    }
}

package swoole4j.core.http;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;

/** One rewrite rule: an expression or, without one, a prefix. Immutable; any thread. */
record RewriteRule(@Nullable Pattern expression, String prefix, String replacement) {
    /** How many characters an expression may look at for one path, counting those it looks at again. */
    static final int MAX_STEPS = 1_000_000;

    static RewriteRule of(String rule, String replacement) {
        if (rule.length() < 2 || !rule.startsWith("~") || !rule.endsWith("~")) {
            if (!rule.startsWith("/")) {
                throw new IllegalArgumentException("the url_rewrite_rules entry '" + rule
                        + "' must be ~an expression~ or a prefix that begins with '/'");
            }
            return new RewriteRule(null, rule, replacement);
        }
        Pattern expression = compile(rule, rule.substring(1, rule.length() - 1));
        int groups = expression.matcher("").groupCount();
        for (int i = 0; i < replacement.length(); i++) {
            if (group(replacement, i) > groups) {
                throw new IllegalArgumentException("the replacement '" + replacement
                        + "' of the url_rewrite_rules entry '" + rule + "' names a group beyond its " + groups);
            }
        }
        return new RewriteRule(expression, "", replacement);
    }

    /** The rewritten path, or null if the rule does not match. */
    @Nullable
    String apply(String url) {
        if (expression == null) {
            return url.startsWith(prefix) ? replacement + url.substring(prefix.length()) : null;
        }
        Matcher matcher = expression.matcher(new Metered(url));
        try {
            return matcher.find() ? replaced(url, matcher) : null;
        } catch (TooManySteps | StackOverflowError _) { // a long path makes some expressions recurse deeply
            return null;
        }
    }

    private String replaced(String url, Matcher matcher) {
        StringBuilder out = new StringBuilder(url.length() + replacement.length());
        out.append(url, 0, matcher.start());
        for (int i = 0; i < replacement.length(); i++) {
            int group = group(replacement, i);
            if (group < 0) {
                out.append(replacement.charAt(i));
            } else {
                if (matcher.start(group) >= 0) {
                    out.append(url, matcher.start(group), matcher.end(group));
                }
                i++;
            }
        }
        return out.append(url, matcher.end(), url.length()).toString();
    }

    private static Pattern compile(String rule, String expression) {
        try {
            return Pattern.compile(expression);
        } catch (PatternSyntaxException e) {
            throw new IllegalArgumentException(
                    "the url_rewrite_rules entry '" + rule + "' is no regular expression: " + e.getDescription(), e);
        }
    }

    /** The group that {@code $} at a position names, or -1. */
    private static int group(String text, int at) {
        if (text.charAt(at) != '$' || at + 1 == text.length()) {
            return -1;
        }
        int digit = text.charAt(at + 1) - '0';
        return digit >= 1 && digit <= 9 ? digit : -1;
    }

    /** Text that ends the search when it was looked at too often. */
    private static final class Metered implements CharSequence {
        private final String text;
        private int steps;

        Metered(String text) {
            this.text = text;
        }

        @Override
        public char charAt(int index) {
            if (++steps > MAX_STEPS) {
                throw new TooManySteps();
            }
            return text.charAt(index);
        }

        @Override
        public int length() {
            return text.length();
        }

        @Override
        public CharSequence subSequence(int start, int end) {
            return text.substring(start, end);
        }

        @Override
        public String toString() {
            return text;
        }
    }

    private static final class TooManySteps extends RuntimeException {
        private static final long serialVersionUID = 1L;

        TooManySteps() {
            super(null, null, false, false);
        }
    }
}

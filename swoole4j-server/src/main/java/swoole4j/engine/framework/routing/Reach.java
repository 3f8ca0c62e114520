package swoole4j.engine.framework.routing;

/**
 * Tells whether an expression stays within one segment of a path. What is not sure to stay there may take several segments, and
 * comes after what does stay.
 */
final class Reach {
    private static final String NARROW_ESCAPES = "dwbBAzZtnr";

    private final String expression;
    private int at;

    private Reach(String expression) {
        this.expression = expression;
    }

    static boolean isWithinSegment(String expression) {
        return new Reach(expression).staysWithin();
    }

    private boolean staysWithin() {
        while (at < expression.length()) {
            switch (expression.charAt(at++)) {
                case '/', '.' -> {
                    return false;
                }
                case '\\' -> {
                    if (!isNarrowEscape()) return false;
                }
                case '[' -> {
                    if (!isNarrowClass()) return false;
                }
                case '(' -> {
                    // A lookahead takes nothing, but a flag can change what the rest means.
                    if (expression.startsWith("?", at) && !expression.startsWith("?:", at)) return false;
                }
                default -> {}
            }
        }
        return true;
    }

    /** Passes what follows a backslash; a letter that is not known may mean anything. */
    private boolean isNarrowEscape() {
        char escaped = expression.charAt(at++);
        return NARROW_ESCAPES.indexOf(escaped) >= 0 || (!Character.isLetterOrDigit(escaped) && escaped != '/');
    }

    /** Passes a class, whose bracket was passed already. */
    private boolean isNarrowClass() {
        boolean negated = expression.startsWith("^", at);
        if (negated) at++;
        boolean slash = false;
        for (int first = at; at < expression.length(); ) {
            char next = expression.charAt(at++);
            if (next == ']' && at - 1 > first) return negated == slash;
            if (next == '[' || next == '&') return false; // classes in classes
            if (next == '\\') {
                if (!isNarrowEscape()) return false;
            } else if (next == '/') {
                slash = true;
            } else if (expression.startsWith("-", at) && at + 1 < expression.length() && next < '/') {
                char last = expression.charAt(at + 1);
                if (last != ']' && last >= '/') return false;
            }
        }
        return false;
    }
}

package swoole4j.engine.framework.routing;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;
import swoole4j.engine.framework.routing.Shape.Fixed;
import swoole4j.engine.framework.routing.Shape.Step;
import swoole4j.engine.framework.routing.Shape.Tail;
import swoole4j.engine.framework.routing.Shape.Variable;

/** Reads FastRoute's patterns: <code>/room/{id}</code>, <code>/room/{id:\d+}</code>, <code>/room[/{id}]</code>. */
final class PatternParser {
    private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_-]*");
    private static final String ONE_SEGMENT = "[^/]+";

    private final String pattern;

    /** A piece of a pattern: text, or a parameter with its expression. */
    private record Piece(String text, @Nullable String expression) {}

    private PatternParser(String pattern) {
        this.pattern = pattern;
    }

    /**
     * Returns the paths that a pattern stands for, the longest one last.
     *
     * @throws IllegalArgumentException when it is not well-formed
     */
    static List<Shape> parse(String pattern) {
        return new PatternParser(pattern).shapes();
    }

    private List<Shape> shapes() {
        if (!pattern.startsWith("/")) throw wrong("it does not begin with a slash");
        List<Shape> shapes = new ArrayList<>();
        List<Piece> pieces = new ArrayList<>();
        StringBuilder text = new StringBuilder();
        int open = 0;
        int at = 0;
        while (at < pattern.length()) {
            char next = pattern.charAt(at);
            switch (next) {
                case '{' -> {
                    int end = endOfParameter(at);
                    addText(pieces, text);
                    pieces.add(parameter(pattern.substring(at + 1, end)));
                    at = end;
                }
                case '}' -> throw wrong("} without {");
                case '[' -> {
                    if (at + 1 < pattern.length() && pattern.charAt(at + 1) == ']')
                        throw wrong("an optional part is empty");
                    addText(pieces, text);
                    shapes.add(shape(pieces));
                    open++;
                }
                case ']' -> {
                    checkEnd(pattern.substring(at), open);
                    open = 0;
                    at = pattern.length();
                }
                default -> text.append(next);
            }
            at++;
        }
        if (open > 0) throw wrong("[ without ]");
        addText(pieces, text);
        shapes.add(shape(pieces));
        return shapes;
    }

    /** Checks that what is left is the closing brackets of those that are open. */
    private void checkEnd(String rest, int open) {
        if (!rest.chars().allMatch(each -> each == ']')) throw wrong("an optional part is not at its end");
        if (rest.length() > open) throw wrong("] without [");
        if (rest.length() < open) throw wrong("[ without ]");
    }

    private int endOfParameter(int begin) {
        int depth = 0;
        for (int at = begin; at < pattern.length(); at++) {
            char next = pattern.charAt(at);
            if (next == '\\') {
                at++;
            } else if (next == '{') {
                depth++;
            } else if (next == '}' && --depth == 0) {
                return at;
            }
        }
        throw wrong("{ without }");
    }

    private static void addText(List<Piece> pieces, StringBuilder text) {
        if (text.isEmpty()) return;
        pieces.add(new Piece(text.toString(), null));
        text.setLength(0);
    }

    private Piece parameter(String inside) {
        int colon = inside.indexOf(':');
        String name = (colon < 0 ? inside : inside.substring(0, colon)).strip();
        if (!NAME.matcher(name).matches()) throw wrong("'" + name + "' is no name of a parameter");
        if (colon < 0) return new Piece(name, ONE_SEGMENT);
        String expression = inside.substring(colon + 1).strip();
        try {
            if (Pattern.compile(expression).matcher("").groupCount() > 0)
                throw wrong("the expression of '" + name + "' has a group; (?: begins one that does no harm");
        } catch (PatternSyntaxException e) {
            throw wrong("the expression of '" + name + "': " + e.getDescription());
        }
        return new Piece(name, expression);
    }

    private Shape shape(List<Piece> pieces) {
        Set<String> names = new LinkedHashSet<>();
        List<Step> steps = new ArrayList<>();
        List<Piece> segment = new ArrayList<>();
        for (int i = 0; i < pieces.size(); i++) {
            Piece piece = pieces.get(i);
            if (piece.expression == null) {
                String[] parts = piece.text.split("/", -1);
                segment.add(new Piece(parts[0], null));
                for (int part = 1; part < parts.length; part++) {
                    steps.add(step(segment));
                    segment = new ArrayList<>(List.of(new Piece(parts[part], null)));
                }
                continue;
            }
            if (!names.add(piece.text)) throw wrong("there are two parameters '" + piece.text + "'");
            if (Reach.isWithinSegment(piece.expression)) {
                segment.add(piece);
                continue;
            }
            segment.addAll(pieces.subList(i, pieces.size()));
            for (Piece later : pieces.subList(i + 1, pieces.size())) {
                if (later.expression != null && !names.add(later.text))
                    throw wrong("there are two parameters '" + later.text + "'");
            }
            steps.add(new Tail(expression(segment)));
            return new Shape(steps.subList(1, steps.size()), List.copyOf(names));
        }
        steps.add(step(segment));
        return new Shape(steps.subList(1, steps.size()), List.copyOf(names)); // nothing is in front of the first slash
    }

    private static Step step(List<Piece> segment) {
        StringBuilder text = new StringBuilder();
        boolean plain = true;
        boolean fixed = true;
        for (Piece piece : segment) {
            if (piece.expression == null) {
                text.append(piece.text);
            } else {
                fixed = false;
                plain &= piece.expression.equals(ONE_SEGMENT);
            }
        }
        return fixed ? new Fixed(text.toString()) : new Variable(expression(segment), plain);
    }

    private static String expression(List<Piece> pieces) {
        StringBuilder all = new StringBuilder();
        for (Piece piece : pieces) {
            if (piece.expression != null) {
                all.append('(').append(piece.expression).append(')');
            } else if (!piece.text.isEmpty()) {
                all.append(Pattern.quote(piece.text));
            }
        }
        return all.toString();
    }

    private IllegalArgumentException wrong(String why) {
        return new IllegalArgumentException("path '" + pattern + "': " + why);
    }
}

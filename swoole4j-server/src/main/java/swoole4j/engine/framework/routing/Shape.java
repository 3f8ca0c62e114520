package swoole4j.engine.framework.routing;

import java.util.List;

/**
 * A path that a pattern stands for, one without optional parts.
 *
 * @param steps its segments
 * @param names its parameters, in order
 */
record Shape(List<Step> steps, List<String> names) {
    Shape {
        steps = List.copyOf(steps);
        names = List.copyOf(names);
    }

    /** What one segment, or all that is left, has to be. */
    sealed interface Step {}

    /** The segment is this text. */
    record Fixed(String text) implements Step {}

    /**
     * The segment matches an expression that has a group for each parameter.
     *
     * @param plain whether any text does for its parameters
     */
    record Variable(String expression, boolean plain) implements Step {}

    /** All segments that are left match, with the slashes between them. Always the last step. */
    record Tail(String expression) implements Step {}
}

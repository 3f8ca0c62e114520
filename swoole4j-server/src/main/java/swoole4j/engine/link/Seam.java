package swoole4j.engine.link;

import java.util.function.UnaryOperator;

/**
 * How messages cross between threads: what those who offer see in the place of each link's end.
 *
 * @param toWorker in front of a worker's inbox
 * @param toReactor in front of a reactor
 */
public record Seam(UnaryOperator<Link<ToWorker>> toWorker, UnaryOperator<Link<ToReactor>> toReactor) {
    /** Messages cross as the objects they are. */
    public static final Seam OF_OBJECTS = new Seam(UnaryOperator.identity(), UnaryOperator.identity());
}

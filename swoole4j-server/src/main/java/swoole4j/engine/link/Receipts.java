package swoole4j.engine.link;

import java.util.function.UnaryOperator;

/** Notes how far the handling of events has come, so that one whose handling never began can be given to another worker. */
@FunctionalInterface
public interface Receipts {
    /** Where nobody wants to know. */
    Receipts NONE = UnaryOperator::identity;

    /** Returns what puts notes of beginning and end around the handling of the event that is being offered. */
    UnaryOperator<Runnable> take();

    /** Puts them around {@code handling}. */
    default Runnable around(Runnable handling) {
        return take().apply(handling);
    }
}

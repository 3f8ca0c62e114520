package swoole4j.core.value;

/** How much one value may hold. */
final class Limits {
    /** How deep lists and maps may be nested; also what ends the walk through a list that contains itself. */
    static final int DEPTH = 128;
    /** How many single values there may be in all: shared parts are copied once for each place they are in. */
    static final int VALUES = 10_000_000;

    private int left = VALUES;

    /** Counts one value at that depth. */
    void count(int depth) throws ValueException {
        if (depth > DEPTH) throw new ValueException("lists and maps are nested deeper than " + DEPTH);
        if (--left < 0) throw new ValueException("more than " + VALUES + " values in one");
    }
}

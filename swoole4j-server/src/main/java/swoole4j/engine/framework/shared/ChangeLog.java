package swoole4j.engine.framework.shared;

import java.util.Map;
import java.util.function.IntConsumer;
import swoole4j.Table;

/**
 * The last changes of anything that has a number, as processes tell each other: a ring of numbered entries. An entry is whole or
 * not there, whoever dies, and the next one can only be written behind it. Any thread; nobody waits.
 */
final class ChangeLog {
    /** What is told when everything may have changed. */
    static final int EVERYTHING = 0;

    private final int size;
    private final Table entries;
    /** An entry that is known to be there, for writers; it may be far behind. */
    private volatile long near;

    ChangeLog(int size) {
        this.size = size;
        this.entries = new Table(size, 1);
        entries.column("number", Table.TYPE_INT);
        entries.column("what", Table.TYPE_INT);
        entries.create();
        for (int i = 0; i < size; i++) entries.add(i, Map.of("number", 0));
    }

    private long number(long of) {
        return entries.get(of % size, "number") instanceof Long number ? number : 0;
    }

    /** Returns the number of the last entry. */
    long last() {
        long last = near;
        for (long there; (there = number(last + 1)) > last; ) last = there;
        near = last;
        return last;
    }

    void add(int what) {
        while (true) {
            long number = last() + 1;
            Map<String, Long> before = Map.of("number", Math.max(0, number - size));
            if (entries.cmpset(number % size, before, Map.of("number", number, "what", what))) return;
        }
    }

    /**
     * Tells the entries behind {@code from}.
     *
     * @return the last one that was told; -1 when some are there no more
     */
    long read(long from, IntConsumer each) {
        for (long next = from + 1; ; next++) {
            Map<String, Object> entry = entries.get(next % size);
            if (entry == null
                    || !(entry.get("number") instanceof Long number)
                    || !(entry.get("what") instanceof Long what)
                    || number < next) return next - 1;
            if (number > next) return -1;
            each.accept(what.intValue());
        }
    }
}

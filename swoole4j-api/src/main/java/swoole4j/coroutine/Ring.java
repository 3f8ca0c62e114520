package swoole4j.coroutine;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** A queue of limited length that grows as it is used, and takes null. Worker-confined. */
final class Ring<T extends @Nullable Object> {
    private static final int SMALLEST = 16;

    private final int capacity;
    private @Nullable Object[] items;
    private int first;
    private int size;

    Ring(int capacity) {
        this.capacity = capacity;
        this.items = new Object[Math.min(capacity, SMALLEST)];
    }

    void add(T item) {
        if (size == capacity) throw new IllegalStateException("full: " + capacity);
        if (size == items.length) grow();
        items[at(size++)] = item;
    }

    private void grow() {
        int length = (int) Math.min(capacity, 2L * items.length);
        @Nullable Object[] bigger = Arrays.copyOfRange(items, first, first + length);
        System.arraycopy(items, 0, bigger, items.length - first, first);
        items = bigger;
        first = 0;
    }

    @SuppressWarnings({"unchecked", "NullAway"}) // only T is added, which may be null where T may
    T take() {
        if (size == 0) throw new IllegalStateException("empty");
        Object item = items[first];
        items[first] = null;
        first = at(1);
        size--;
        return (T) item;
    }

    private int at(int offset) {
        int index = first + offset;
        return index < items.length ? index : index - items.length;
    }

    int size() {
        return size;
    }

    boolean isEmpty() {
        return size == 0;
    }

    boolean isFull() {
        return size == capacity;
    }
}

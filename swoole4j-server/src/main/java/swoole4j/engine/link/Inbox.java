package swoole4j.engine.link;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A link between threads: a queue that any thread fills and one thread at a time drains, woken once for all that comes
 * while it is on its way. The queue outlives its consumer, which another may follow without an event being lost.
 *
 * <p>It holds what it is given: {@link #offer} only says when it holds more than it should, and whoever produces stops then.
 *
 * @param <T> what crosses
 */
public final class Inbox<T> implements Link<T> {
    private static final VarHandle TAIL;
    private static final VarHandle SIZE;
    private static final VarHandle SIGNALLED;
    private static final VarHandle NEXT;

    static {
        try {
            MethodHandles.Lookup lookup = MethodHandles.lookup();
            TAIL = lookup.findVarHandle(Inbox.class, "tail", Node.class);
            SIZE = lookup.findVarHandle(Inbox.class, "size", int.class);
            SIGNALLED = lookup.findVarHandle(Inbox.class, "signalled", boolean.class);
            NEXT = lookup.findVarHandle(Node.class, "next", Node.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private static final class Node<T> {
        private @Nullable T value;
        private volatile @Nullable Node<T> next;

        Node(@Nullable T value) {
            this.value = value;
        }
    }

    private final int most;

    @SuppressWarnings("UnusedVariable") // by TAIL
    private volatile Node<T> tail;

    private volatile int size;
    private volatile boolean signalled;
    private volatile @Nullable Runnable wakeup;

    /** The consumer's; the node whose value was taken last. */
    private Node<T> head;

    /** Creates an inbox nobody drains yet, which is full when it holds more than {@code most} events. */
    public Inbox(int most) {
        this.most = most;
        this.head = new Node<>(null);
        this.tail = head;
    }

    /** Names the consumer by what wakes it; the one before must not drain any more. */
    public void wakes(Runnable consumer) {
        wakeup = consumer;
        signalled = true;
        consumer.run();
    }

    @Override
    @SuppressWarnings("unchecked") // a tail is a node
    public boolean offer(T event) {
        Node<T> node = new Node<>(event);
        int before = (int) SIZE.getAndAdd(this, 1);
        Node<T> last = (Node<T>) TAIL.getAndSet(this, node);
        NEXT.setRelease(last, node);
        if (!signalled && SIGNALLED.compareAndSet(this, false, true)) {
            Runnable consumer = wakeup;
            if (consumer != null) consumer.run();
        }
        return before < most;
    }

    /**
     * Gives events to {@code consumer} in order while {@code goOn} says so, but no more than are there now. Call it again
     * while the inbox is not {@linkplain #isEmpty empty}. Only by the consumer.
     */
    public void drain(Consumer<T> consumer, BooleanSupplier goOn) {
        signalled = false; // whoever offers from here on wakes
        int taken = 0;
        try {
            for (int there = size; taken < there && goOn.getAsBoolean(); ) {
                Node<T> node = head.next;
                if (node == null) return; // its producer has not linked it yet, and wakes afterwards
                T event = node.value;
                node.value = null;
                head = node;
                taken++;
                if (event != null) consumer.accept(event);
            }
        } finally {
            if (taken > 0) SIZE.getAndAdd(this, -taken);
        }
    }

    /** Tells whether nothing is waiting. */
    public boolean isEmpty() {
        return size == 0;
    }

    /** Returns how many events wait. */
    public int size() {
        return size;
    }
}

package swoole4j.internal.shared;

/** What an object of shared memory is. */
public enum Kind {
    /** A number of 32 bits. */
    ATOMIC(1, "an Atomic"),
    /** A number of 64 bits. */
    ATOMIC_LONG(2, "an Atomic.Long"),
    /** A lock for one alone. */
    MUTEX(3, "a Lock of type MUTEX"),
    /** A lock for one alone, too. */
    SPINLOCK(4, "a Lock of type SPINLOCK"),
    /** A lock for one that writes or several that read. */
    RWLOCK(5, "a Lock of type RWLOCK"),
    /** A lock between coroutines. */
    COROUTINE_LOCK(6, "a shared coroutine.Lock"),
    /** A table. */
    TABLE(7, "a Table"),
    /** One direction of the pipe of a user process. */
    PIPE(8, "the pipe of a Process");

    private final int code;
    private final String text;

    Kind(int code, String text) {
        this.code = code;
        this.text = text;
    }

    /** Returns what says so in memory. */
    int code() {
        return code;
    }

    /** Returns what that code in memory says. */
    static String text(int code) {
        for (Kind kind : values()) {
            if (kind.code == code) return kind.text;
        }
        return "nothing";
    }
}

package swoole4j;

import swoole4j.core.coroutine.LastError;

/** What Swoole has as free functions: {@code swoole_last_error()}, {@code swoole_strerror()}, {@code swoole_version()}. */
public final class Swoole {
    private Swoole() {}

    /**
     * Returns the number of the last failure in this worker; counterpart of {@code swoole_last_error()}.
     * One value per worker, shared by its coroutines; success does not reset it. 0 when nothing failed so far.
     */
    public static int lastError() {
        return LastError.get();
    }

    /** Returns the text of an error number, or {@code Unknown error N}. Counterpart of {@code swoole_strerror()}. */
    public static String strerror(int error) {
        SwooleError known = SwooleError.of(error);
        return known == null ? "Unknown error " + error : known.text();
    }

    /** Returns the version of Swoole whose behaviour is mirrored. */
    public static String version() {
        return "6.2.1";
    }
}

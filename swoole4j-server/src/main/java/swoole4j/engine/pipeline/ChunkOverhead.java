package swoole4j.engine.pipeline;

/**
 * Counts what surrounds the data of a chunked body: sizes, extensions, trailers. A body of many small chunks, each with much
 * around it, would otherwise cost far more to read than its size admits. Reactor-confined.
 */
final class ChunkOverhead {
    private static final int MAX = 16 * 1024;
    private static final long FREE_PER_PIECE = 16;

    private long bytes;

    /** Takes note of {@code read} bytes with {@code data} bytes of data in that many pieces; false when it is too much. */
    boolean add(int read, int data, int pieces) {
        bytes = Math.max(0, bytes + read - data - FREE_PER_PIECE * pieces - 2L * data);
        return bytes <= MAX;
    }

    void reset() {
        bytes = 0;
    }
}

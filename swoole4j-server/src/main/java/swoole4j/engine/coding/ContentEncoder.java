package swoole4j.engine.coding;

/** Compresses one body after another. Worker-confined. */
interface ContentEncoder {
    /** Returns {@code body} compressed as a whole. */
    byte[] encode(byte[] body);
}

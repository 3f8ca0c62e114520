package swoole4j.engine.pipeline;

/** What every connection is told, whatever it speaks. Reactor-confined. */
public interface Ends {
    /** Bytes were read; called before they are looked at. */
    void bytesRead(int count);

    /** The peer will send no more. */
    void inputEnded();

    /** The connection is gone. */
    void ended();
}

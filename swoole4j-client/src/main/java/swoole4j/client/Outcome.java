package swoole4j.client;

import swoole4j.SwooleError;
import swoole4j.client.net.FailedException;
import swoole4j.core.coroutine.LastError;

/** How the last call of a client went. */
final class Outcome {
    private volatile int number;
    private volatile String text = "";

    int number() {
        return number;
    }

    String text() {
        return text;
    }

    /** It worked. */
    void fine() {
        number = 0;
        text = "";
    }

    /** It did not; returns false, which many callers return too. */
    boolean failed(int number, String text) {
        this.number = number;
        this.text = text;
        LastError.set(number);
        return false;
    }

    boolean failed(SwooleError error) {
        return failed(error.number(), error.text());
    }

    boolean failed(FailedException why) {
        return failed(why.error(), String.valueOf(why.getMessage()));
    }
}

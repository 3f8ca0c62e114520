package swoole4j.engine.link.encoding;

import java.nio.ByteBuffer;
import swoole4j.engine.link.FromMaster;
import swoole4j.engine.link.FromWorker;

/** What master and worker process say to each other beside events. Any thread. */
public final class ControlFrames {
    private static final int HELLO = 1;
    private static final int READY = 2;
    private static final int RELOAD = 3;
    private static final int SHUTDOWN = 4;
    private static final int REPLACE = 5;

    private static final int RETIRE = 1;
    private static final int END = 2;

    private ControlFrames() {}

    /** Encodes what a worker says. */
    public static void encode(FromWorker message, FrameSink out) {
        switch (message) {
            case FromWorker.Hello(String secret, int worker, int incarnation) ->
                out.begin(HELLO).text(secret).number(worker).number(incarnation);
            case FromWorker.Ready _ -> out.begin(READY);
            case FromWorker.Reload(boolean onlyTasks) -> out.begin(RELOAD).truth(onlyTasks);
            case FromWorker.Shutdown _ -> out.begin(SHUTDOWN);
            case FromWorker.Replace(int worker) -> out.begin(REPLACE).number(worker);
        }
        out.end();
    }

    /** Encodes what the master says. */
    public static void encode(FromMaster message, FrameSink out) {
        switch (message) {
            case FromMaster.Retire _ -> out.begin(RETIRE);
            case FromMaster.End _ -> out.begin(END);
        }
        out.end();
    }

    /**
     * Decodes what a worker said.
     *
     * @throws MalformedFrameException when it is nothing of that kind
     */
    public static FromWorker fromWorker(ByteBuffer frame) throws MalformedFrameException {
        FrameSource in = new FrameSource(frame);
        FromWorker message = switch (in.octet()) {
            case HELLO -> new FromWorker.Hello(in.text(), in.integer(), in.integer());
            case READY -> new FromWorker.Ready();
            case RELOAD -> new FromWorker.Reload(in.truth());
            case SHUTDOWN -> new FromWorker.Shutdown();
            case REPLACE -> new FromWorker.Replace(in.integer());
            default -> throw in.malformed("no such message");
        };
        in.end();
        return message;
    }

    /**
     * Decodes what the master said.
     *
     * @throws MalformedFrameException when it is nothing of that kind
     */
    public static FromMaster fromMaster(ByteBuffer frame) throws MalformedFrameException {
        FrameSource in = new FrameSource(frame);
        FromMaster message = switch (in.octet()) {
            case RETIRE -> new FromMaster.Retire();
            case END -> new FromMaster.End();
            default -> throw in.malformed("no such message");
        };
        in.end();
        return message;
    }
}

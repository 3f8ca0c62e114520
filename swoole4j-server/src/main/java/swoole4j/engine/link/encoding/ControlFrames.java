package swoole4j.engine.link.encoding;

import java.nio.ByteBuffer;
import swoole4j.engine.link.FromMaster;
import swoole4j.engine.link.FromWorker;
import swoole4j.engine.link.Mail;

/** What master and worker process say to each other beside events. Any thread. */
public final class ControlFrames {
    private static final int HELLO = 1;
    private static final int READY = 2;
    private static final int RELOAD = 3;
    private static final int SHUTDOWN = 4;
    private static final int REPLACE = 5;
    private static final int POSTED = 6;
    private static final int BEGUN = 7;
    private static final int SETTLED = 8;
    private static final int LEFT = 9;
    private static final int ANSWERED = 10;
    private static final int UNANSWERED = 11;

    private static final int NO_PLACE = 0;
    private static final int RETIRE = 1;
    private static final int END = 2;
    private static final int LEAVE = 3;
    private static final int RETURNED = 4;
    private static final int ASK = 5;
    private static final int MAIL = 6;

    private ControlFrames() {}

    /** What gets what the master says. */
    public interface Reader {
        /** The master said something. */
        void told(FromMaster message);

        /** Mail came, which is kept in a place until it is settled. */
        void mail(int place, Mail mail);
    }

    /** Encodes what a worker says. */
    public static void encode(FromWorker message, FrameSink out) {
        switch (message) {
            case FromWorker.Hello(String secret, int worker, int incarnation) ->
                out.begin(HELLO).text(secret).number(worker).number(incarnation);
            case FromWorker.Ready _ -> out.begin(READY);
            case FromWorker.Reload(boolean onlyTasks) -> out.begin(RELOAD).truth(onlyTasks);
            case FromWorker.Shutdown _ -> out.begin(SHUTDOWN);
            case FromWorker.Replace(int worker) -> out.begin(REPLACE).number(worker);
            case FromWorker.Posted(Mail mail) -> Mails.write(out.begin(POSTED), mail);
            case FromWorker.Begun(int place) -> out.begin(BEGUN).count(place);
            case FromWorker.Settled(int place) -> out.begin(SETTLED).count(place);
            case FromWorker.Left _ -> out.begin(LEFT);
            case FromWorker.Answered(long ticket, String json) -> {
                if (json == null) {
                    out.begin(UNANSWERED).number(ticket);
                } else {
                    out.begin(ANSWERED).number(ticket).text(json);
                }
            }
        }
        out.end();
    }

    /** Encodes what the master says. */
    public static void encode(FromMaster message, FrameSink out) {
        FrameSink order = out.place(NO_PLACE);
        switch (message) {
            case FromMaster.Retire _ -> order.begin(RETIRE);
            case FromMaster.End _ -> order.begin(END);
            case FromMaster.Leave _ -> order.begin(LEAVE);
            case FromMaster.Returned(Mail.Result result) -> Mails.write(order.begin(RETURNED), result);
            case FromMaster.Ask(long ticket, String command, String json) ->
                order.begin(ASK).number(ticket).text(command).text(json);
        }
        out.end();
    }

    /** Encodes mail that is kept in a place, counted from 1. */
    public static void mail(int place, Mail mail, FrameSink out) {
        Mails.write(out.place(place).begin(MAIL), mail);
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
            case POSTED -> new FromWorker.Posted(Mails.read(in));
            case BEGUN -> new FromWorker.Begun(in.unsigned());
            case SETTLED -> new FromWorker.Settled(in.unsigned());
            case LEFT -> new FromWorker.Left();
            case ANSWERED -> new FromWorker.Answered(in.number(), in.text());
            case UNANSWERED -> new FromWorker.Answered(in.number(), null);
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
    public static void fromMaster(ByteBuffer frame, Reader reader) throws MalformedFrameException {
        FrameSource in = new FrameSource(frame);
        int place = in.unsigned();
        int type = in.octet();
        if (place != NO_PLACE) {
            if (type != MAIL) throw in.malformed("no mail");
            Mail mail = Mails.read(in);
            in.end();
            reader.mail(place, mail);
            return;
        }
        FromMaster message = switch (type) {
            case RETIRE -> new FromMaster.Retire();
            case END -> new FromMaster.End();
            case LEAVE -> new FromMaster.Leave();
            case RETURNED -> new FromMaster.Returned(Mails.result(in));
            case ASK -> new FromMaster.Ask(in.number(), in.text(), in.text());
            default -> throw in.malformed("no such message");
        };
        in.end();
        reader.told(message);
    }
}

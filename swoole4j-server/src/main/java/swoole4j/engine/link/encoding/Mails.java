package swoole4j.engine.link.encoding;

import swoole4j.engine.link.Mail;

/** Mail as components of a frame. */
final class Mails {
    private static final int TASK = 1;
    private static final int RESULT = 2;
    private static final int MESSAGE = 3;

    private Mails() {}

    static FrameSink write(FrameSink out, Mail mail) {
        return switch (mail) {
            case Mail.Task(int to, Mail.Sender from, int id, int flags, byte[] data, long micros) ->
                sender(out.count(TASK).number(to), from)
                        .number(id)
                        .number(flags)
                        .bytes(data)
                        .number(micros);
            case Mail.Result(Mail.Sender giver, int id, boolean awaited, int from, byte[] data, long micros) ->
                sender(out.count(RESULT), giver)
                        .number(id)
                        .truth(awaited)
                        .number(from)
                        .bytes(data)
                        .number(micros);
            case Mail.Message(int to, int from, byte[] data, long micros) ->
                out.count(MESSAGE).number(to).number(from).bytes(data).number(micros);
        };
    }

    private static FrameSink sender(FrameSink out, Mail.Sender sender) {
        return out.number(sender.worker()).number(sender.incarnation());
    }

    static Mail read(FrameSource in) throws MalformedFrameException {
        return switch (in.unsigned()) {
            case TASK -> new Mail.Task(in.integer(), sender(in), in.integer(), in.integer(), in.bytes(), in.number());
            case RESULT -> new Mail.Result(sender(in), in.integer(), in.truth(), in.integer(), in.bytes(), in.number());
            case MESSAGE -> new Mail.Message(in.integer(), in.integer(), in.bytes(), in.number());
            default -> throw in.malformed("no such mail, expected 1 to " + MESSAGE);
        };
    }

    static Mail.Result result(FrameSource in) throws MalformedFrameException {
        if (read(in) instanceof Mail.Result result) return result;
        throw in.malformed("no result");
    }

    private static Mail.Sender sender(FrameSource in) throws MalformedFrameException {
        return new Mail.Sender(in.integer(), in.integer());
    }
}

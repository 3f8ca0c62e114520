package swoole4j.engine.link.encoding;

import java.nio.ByteBuffer;
import java.util.List;
import swoole4j.core.websocket.DeflateParameters;
import swoole4j.engine.link.Destination;
import swoole4j.engine.link.ToReactor;

/** {@link ToReactor} as frames. Any thread. */
public final class ToReactorCodec implements Codec<ToReactor> {
    private static final int SEND = 1;
    private static final int PUSH = 2;
    private static final int RESPOND = 3;
    private static final int SEND_FILE = 4;
    private static final int SEND_PART = 5;
    private static final int FLUSH = 6;
    private static final int DISCARD = 7;
    private static final int READ = 8;
    private static final int DETACH = 9;
    private static final int UPGRADE = 10;
    private static final int STREAM_PART = 11;
    private static final int STREAM_FILE = 12;
    private static final int STREAM_RESET = 13;
    private static final int STREAM_UPGRADE = 14;
    private static final int PING = 15;
    private static final int GOAWAY = 16;
    private static final int SEND_CLOSE = 17;
    private static final int CLOSE = 18;
    private static final int CLOSING = 19;
    private static final int ABANDON = 20;
    private static final int DONE = 21;
    private static final int FINISH = 22;
    private static final int RELEASE = 23;
    private static final int SEND_DATAGRAM = 24;
    private static final int DATAGRAM_DONE = 25;
    private static final int FILLED = 26;

    /** Creates the codec. */
    public ToReactorCodec() {}

    @Override
    public void encode(ToReactor message, FrameSink out) {
        switch (message) {
            case ToReactor.Send(int fd, byte[] data) ->
                out.begin(SEND).number(fd).bytes(data);
            case ToReactor.Push(int fd, int opcode, int flags, byte[] payload) ->
                out.begin(PUSH).number(fd).number(opcode).number(flags).bytes(payload);
            case ToReactor.Respond(int fd, byte[] data, int length, boolean last, boolean keepAlive) ->
                out.begin(RESPOND).number(fd).bytes(data, length).truth(last).truth(keepAlive);
            case ToReactor.SendFile part -> write(out.begin(SEND_FILE), part);
            case ToReactor.SendPart(int fd, String file, long offset, long length) ->
                out.begin(SEND_PART).number(fd).text(file).number(offset).number(length);
            case ToReactor.Flush(int fd, int worker, long ticket) ->
                out.begin(FLUSH).number(fd).number(worker).number(ticket);
            case ToReactor.Discard(int fd) -> out.begin(DISCARD).number(fd);
            case ToReactor.Read(int fd, boolean on) ->
                out.begin(READ).number(fd).truth(on);
            case ToReactor.Detach(int fd) -> out.begin(DETACH).number(fd);
            case ToReactor.Upgrade(int fd, byte[] head, DeflateParameters deflate) ->
                Components.write(out.begin(UPGRADE).number(fd).bytes(head), deflate);
            case ToReactor.StreamPart(int fd, int stream, var head, byte[] data, var trailers, boolean last) ->
                out.begin(STREAM_PART)
                        .number(fd)
                        .number(stream)
                        .texts(head)
                        .bytes(data)
                        .texts(trailers)
                        .truth(last);
            case ToReactor.StreamFile part -> write(out.begin(STREAM_FILE), part);
            case ToReactor.StreamReset(int fd, int stream, int code) ->
                out.begin(STREAM_RESET).number(fd).number(stream).number(code);
            case ToReactor.StreamUpgrade(int fd, List<String> head, DeflateParameters deflate) ->
                Components.write(out.begin(STREAM_UPGRADE).number(fd).texts(head), deflate);
            case ToReactor.Ping(int fd, byte[] data) ->
                out.begin(PING).number(fd).bytes(data);
            case ToReactor.Goaway(int fd, int code, String debug) ->
                out.begin(GOAWAY).number(fd).number(code).text(debug);
            case ToReactor.SendClose(int fd, byte[] payload) ->
                out.begin(SEND_CLOSE).number(fd).bytes(payload);
            case ToReactor.Close(int fd, boolean reset) ->
                out.begin(CLOSE).number(fd).truth(reset);
            case ToReactor.Closing(int fd, int farewell, boolean reset, byte[] words) ->
                out.begin(CLOSING).number(fd).number(farewell).truth(reset).bytes(words);
            case ToReactor.Abandon(int fd) -> out.begin(ABANDON).number(fd);
            case ToReactor.Filled(int fd) -> out.begin(FILLED).number(fd);
            case ToReactor.Done(int fd, int bytes) -> out.begin(DONE).number(fd).number(bytes);
            case ToReactor.Finish(int fd) -> out.begin(FINISH).number(fd);
            case ToReactor.Release(int fd) -> out.begin(RELEASE).number(fd);
            case ToReactor.SendDatagram(int port, Destination to, byte[] data) ->
                Components.write(out.begin(SEND_DATAGRAM).number(port), to).bytes(data);
            case ToReactor.DatagramDone(int port, int bytes) ->
                out.begin(DATAGRAM_DONE).number(port).number(bytes);
        }
        out.end();
    }

    private static void write(FrameSink out, ToReactor.SendFile part) {
        out.number(part.fd()).bytes(part.head()).text(part.file()).truth(part.followLinks());
        out.number(part.offset()).number(part.length()).truth(part.last()).truth(part.keepAlive());
    }

    private static void write(FrameSink out, ToReactor.StreamFile part) {
        out.number(part.fd()).number(part.stream()).texts(part.head());
        out.text(part.file()).truth(part.followLinks()).number(part.offset()).number(part.length());
        out.texts(part.trailers()).truth(part.last());
    }

    @Override
    public ToReactor decode(ByteBuffer frame) throws MalformedFrameException {
        return decode(new FrameSource(frame));
    }

    /** Returns the message of what is left of a frame. */
    ToReactor decode(FrameSource in) throws MalformedFrameException {
        ToReactor message = switch (in.octet()) {
            case SEND -> new ToReactor.Send(in.integer(), in.bytes());
            case PUSH -> new ToReactor.Push(in.integer(), in.integer(), in.integer(), in.bytes());
            case RESPOND -> respond(in.integer(), in.bytes(), in.truth(), in.truth());
            case SEND_FILE ->
                new ToReactor.SendFile(
                        in.integer(),
                        in.bytes(),
                        in.text(),
                        in.truth(),
                        in.number(),
                        in.number(),
                        in.truth(),
                        in.truth());
            case SEND_PART -> new ToReactor.SendPart(in.integer(), in.text(), in.number(), in.number());
            case FLUSH -> new ToReactor.Flush(in.integer(), in.integer(), in.number());
            case DISCARD -> new ToReactor.Discard(in.integer());
            case READ -> new ToReactor.Read(in.integer(), in.truth());
            case DETACH -> new ToReactor.Detach(in.integer());
            case UPGRADE -> new ToReactor.Upgrade(in.integer(), in.bytes(), Components.deflate(in));
            case STREAM_PART ->
                new ToReactor.StreamPart(in.integer(), in.integer(), in.pairs(), in.bytes(), in.pairs(), in.truth());
            case STREAM_FILE ->
                new ToReactor.StreamFile(
                        in.integer(),
                        in.integer(),
                        in.pairs(),
                        in.text(),
                        in.truth(),
                        in.number(),
                        in.number(),
                        in.pairs(),
                        in.truth());
            case STREAM_RESET -> new ToReactor.StreamReset(in.integer(), in.integer(), in.integer());
            case STREAM_UPGRADE -> new ToReactor.StreamUpgrade(in.integer(), in.pairs(), Components.deflate(in));
            case PING -> new ToReactor.Ping(in.integer(), in.bytes());
            case GOAWAY -> new ToReactor.Goaway(in.integer(), in.integer(), in.text());
            case SEND_CLOSE -> new ToReactor.SendClose(in.integer(), in.bytes());
            case CLOSE -> new ToReactor.Close(in.integer(), in.truth());
            case CLOSING -> new ToReactor.Closing(in.integer(), in.integer(), in.truth(), in.bytes());
            case ABANDON -> new ToReactor.Abandon(in.integer());
            case FILLED -> new ToReactor.Filled(in.integer());
            case DONE -> new ToReactor.Done(in.integer(), in.integer());
            case FINISH -> new ToReactor.Finish(in.integer());
            case RELEASE -> new ToReactor.Release(in.integer());
            case SEND_DATAGRAM -> new ToReactor.SendDatagram(in.integer(), Components.destination(in), in.bytes());
            case DATAGRAM_DONE -> new ToReactor.DatagramDone(in.integer(), in.integer());
            default -> throw in.malformed("no such message, expected 1 to " + FILLED);
        };
        in.end();
        return message;
    }

    private static ToReactor respond(int fd, byte[] data, boolean last, boolean keepAlive) {
        return new ToReactor.Respond(fd, data, data.length, last, keepAlive);
    }
}

package swoole4j.engine.http2;

import io.netty.buffer.ByteBuf;
import io.netty.handler.codec.http2.Http2Error;
import io.netty.handler.codec.http2.Http2Stream;
import java.util.List;
import org.jspecify.annotations.Nullable;
import swoole4j.engine.link.HttpMessage;
import swoole4j.engine.link.ToReactor;
import swoole4j.engine.pipeline.RefusedException;
import swoole4j.engine.pipeline.RequestBody;

/** A stream with a request: takes the body in, hands the request over and sends the answer. Reactor-confined, in the loop. */
final class RequestStream implements Inbound {
    private static final byte[] EMPTY = {};

    private final Multiplexer owner;
    private final Http2Stream stream;
    private final RequestFields fields;
    private final StreamOutput output;
    /** What of the body is in memory at most. */
    private final long share;
    /** Null once the request is handed over or refused. */
    private @Nullable RequestBody body;

    private Admission admission = Admission.UNASKED;
    private boolean dispatched;
    /** Bytes that came and for which the window was not opened again. */
    private int owed;
    /** When the last piece of the body came. */
    private long heard;

    private enum Admission {
        UNASKED,
        WAITING,
        GIVEN
    }

    RequestStream(Multiplexer owner, Http2Stream stream, RequestFields fields) {
        this.owner = owner;
        this.stream = stream;
        this.fields = fields;
        this.output = new StreamOutput(owner, stream);
        long limit = owner.bodyLimit();
        this.share = fields.length() < 0 ? limit : Math.min(limit, fields.length());
        this.heard = owner.nowMicros();
    }

    /** Begins the body; {@code last} says that there is none. */
    void begin(boolean last) {
        try {
            body = owner.body(fields, last);
        } catch (RefusedException e) {
            // Who declares a body of that size means to send it: this connection is better left (RFC 9110 15.5.14).
            refuse(e.status(), last);
            if (e.status() == 413) owner.goAway();
            return;
        }
        if (last) {
            complete();
            return;
        }
        owner.watch();
        if (owner.expectsContinue(fields)) {
            List<String> head = List.of(":status", "100");
            owner.answer(output, new ToReactor.StreamPart(0, stream.id(), head, EMPTY, List.of(), false));
        }
    }

    StreamOutput output() {
        return output;
    }

    long share() {
        return share;
    }

    @Override
    public int data(ByteBuf data, int padding, boolean last) {
        int count = data.readableBytes() + padding;
        RequestBody arriving = body;
        if (arriving == null) return count; // refused: what still comes is dropped
        heard = owner.nowMicros();
        try {
            arriving.add(data);
        } catch (RefusedException e) {
            refuse(e.status(), last);
            return count;
        }
        if (last) {
            complete();
            return count;
        }
        owner.watch();
        if (admission == Admission.UNASKED) {
            admission = owner.budget().admit(this) ? Admission.GIVEN : Admission.WAITING;
        }
        if (admission == Admission.GIVEN) return count;
        owed += count;
        return 0;
    }

    @Override
    public void end() {
        if (body != null) complete();
    }

    /** There is room for its body. */
    void admitted() {
        admission = Admission.GIVEN;
        heard = owner.nowMicros();
        int back = owed;
        owed = 0;
        owner.openWindow(stream, back);
    }

    private void complete() {
        RequestBody whole = body;
        if (whole == null) return;
        body = null;
        dispatched = true;
        HttpMessage message = new HttpMessage(
                fields.method(),
                fields.target(),
                "HTTP/2",
                stream.id(),
                true,
                fields.headers(),
                whole.bytes(),
                whole.finish());
        owner.budget().charge(message.body().length);
        leaveBudget();
        owner.dispatch(message);
    }

    private void leaveBudget() {
        Admission was = admission;
        admission = Admission.UNASKED;
        if (was == Admission.GIVEN) owner.budget().release(share);
        if (was == Admission.WAITING) owner.budget().forget(this);
    }

    /** Answers without asking anybody; the client need not send the rest (RFC 9113 8.1). */
    void refuse(int status, boolean ended) {
        giveUp();
        owner.answer(output, stream.id(), status);
        if (!ended) owner.reset(stream.id(), Http2Error.NO_ERROR);
    }

    private void giveUp() {
        RequestBody unfinished = body;
        body = null;
        if (unfinished != null) unfinished.discard();
        leaveBudget();
    }

    /** Ends the stream when the client is too slow; {@code since} is the latest time that will do. */
    void checkPace(long since) {
        if (body != null && admission != Admission.WAITING && heard <= since) {
            refuse(408, false);
        } else if (output.isStalledSince(since)) {
            output.close(); // the reset itself may have to wait
            owner.reset(stream.id(), Http2Error.CANCEL);
        }
    }

    /** The server is about to end: a request that is not complete will not be served. */
    void abandonUnfinished() {
        if (body != null) owner.reset(stream.id(), Http2Error.REFUSED_STREAM);
    }

    /** Tells whether the client's body or reading is awaited. */
    boolean isWaiting() {
        return body != null || !output.isIdle();
    }

    @Override
    public void closed() {
        giveUp();
        output.close();
        owner.forget(stream.id(), dispatched);
    }
}

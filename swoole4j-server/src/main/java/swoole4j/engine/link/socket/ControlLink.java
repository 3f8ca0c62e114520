package swoole4j.engine.link.socket;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.IoEventLoop;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;
import swoole4j.engine.link.FromMaster;
import swoole4j.engine.link.FromWorker;
import swoole4j.engine.link.Mail;
import swoole4j.engine.link.Postbox;
import swoole4j.engine.link.Receipt;
import swoole4j.engine.link.encoding.ControlFrames;
import swoole4j.engine.link.encoding.MalformedFrameException;
import swoole4j.engine.link.shared.WorkerCells;

/** A worker's end of its connection to the master. Posting, {@link #say} and {@link #leave}: any thread. */
public final class ControlLink extends ChannelInboundHandlerAdapter implements Postbox {
    private final IoEventLoop loop;
    private final WorkerCells cells;
    private final int row;
    private final Receiver receiver;
    private @Nullable Pipe pipe;
    private boolean flushing;

    // guarded by this: nothing begins behind the word that nothing does
    private boolean left;

    /** What gets what the master says, in the loop. */
    public interface Receiver {
        /** The master said something; {@link FromMaster.Leave} is obeyed already. */
        void told(FromMaster message);

        /** Mail came. */
        void mail(Mail mail, Receipt receipt);
    }

    /**
     * Creates the link.
     *
     * @param io what the worker's loop does its I/O with
     * @param row where to note in the cells what mail was begun
     */
    public ControlLink(Object io, WorkerCells cells, int row, Receiver receiver) {
        this.loop = (IoEventLoop) io;
        this.cells = cells;
        this.row = row;
        this.receiver = receiver;
    }

    /** Connects and says who this is. Any thread. */
    public CompletableFuture<Void> connect(Path folder, FromWorker.Hello hello) {
        CompletableFuture<Void> connected = new CompletableFuture<>();
        ChannelFuture begun = DomainSockets.connect(loop, ControlServer.address(folder), this);
        begun.addListener(done -> {
            if (!done.isSuccess()) {
                connected.completeExceptionally(done.cause());
                return;
            }
            Pipe made = new Pipe(begun.channel());
            pipe = made;
            ControlFrames.encode(hello, made.sink());
            made.flush(); // the master knows of this process before its program can show anything
            connected.complete(null);
        });
        return connected;
    }

    /** Says something, unless the master is gone. */
    public void say(FromWorker message) {
        try {
            loop.execute(() -> write(message));
        } catch (RejectedExecutionException _) {
            // this worker has ended
        }
    }

    @Override
    public void post(Mail mail) {
        say(new FromWorker.Posted(mail));
    }

    @Override
    public long takenMail() {
        return cells.takenMail();
    }

    @Override
    public long takenMailBytes() {
        return cells.takenMailBytes();
    }

    private void write(FromWorker message) {
        Pipe open = pipe;
        if (open == null) return;
        ControlFrames.encode(message, open.sink());
        if (flushing) return;
        flushing = true;
        loop.execute(() -> {
            flushing = false;
            open.flush();
        });
    }

    /** Begins with no mail from here on: another worker gets that. */
    public synchronized void leave() {
        if (left) return;
        left = true;
        say(new FromWorker.Left());
    }

    /** Returns how many bytes wait to be written, as far as the loop knows already. In the loop. */
    public long pending() {
        Pipe open = pipe;
        return open == null ? 0 : open.pending();
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) throws MalformedFrameException {
        ByteBuf bytes = (ByteBuf) message;
        Pipe open = pipe;
        try {
            if (open != null) open.read(bytes, this::take);
        } finally {
            bytes.release();
        }
    }

    private void take(ByteBuffer frame) throws MalformedFrameException {
        ControlFrames.fromMaster(frame, new ControlFrames.Reader() {
            @Override
            public void told(FromMaster message) {
                if (message instanceof FromMaster.Leave) leave();
                receiver.told(message);
            }

            @Override
            public void mail(int place, Mail mail) {
                receiver.mail(mail, new Place(place));
            }
        });
    }

    /** Where the master keeps something until it is settled. */
    private final class Place implements Receipt {
        private final int place;

        Place(int place) {
            this.place = place;
        }

        @Override
        public boolean begin() {
            synchronized (ControlLink.this) {
                if (left) return false;
                cells.begin(row, place);
            }
            say(new FromWorker.Begun(place));
            return true;
        }

        @Override
        public void settle() {
            say(new FromWorker.Settled(place));
        }
    }
}

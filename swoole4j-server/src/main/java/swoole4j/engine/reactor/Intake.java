package swoole4j.engine.reactor;

import io.netty.channel.Channel;
import io.netty.channel.socket.DuplexChannel;
import java.util.function.BooleanSupplier;
import swoole4j.engine.pipeline.Pipelines;

/**
 * Decides when a connection is read: a peer that sends faster than its callbacks end is slowed down, not buffered.
 * Reactor-confined; coroutines call {@link #done} and {@link #readLater} only, which leave the channel to the loop.
 */
final class Intake {
    /**
     * More callbacks of one connection than this are not begun, nor more messages than one of the largest size; the
     * connection is not read until half of that ended.
     */
    private static final int MOST_IN_WORK = 128;

    private final Reactor reactor;
    private final Channel channel;
    private final Pipelines pipelines;
    private final int mostBytes;
    private final BooleanSupplier ending;

    private int inWork;
    private long bytesInWork;
    private boolean resuming;
    private boolean reading = true;
    private boolean stopped;
    /** The worker is behind: goes on when nothing is left in work. */
    private boolean behind;
    /** What the script wants, and whether that is done. */
    private boolean held;

    private boolean shut;

    Intake(Reactor reactor, Channel channel, Pipelines pipelines, int mostBytes, BooleanSupplier ending) {
        this.reactor = reactor;
        this.channel = channel;
        this.pipelines = pipelines;
        this.mostBytes = mostBytes;
        this.ending = ending;
    }

    /** A callback is about to begin; false when it is the last one for now. */
    boolean begun(int bytes) {
        inWork++;
        bytesInWork += bytes;
        if (inWork < MOST_IN_WORK && bytesInWork < mostBytes) return true;
        pause();
        return false;
    }

    /** A callback has ended. */
    void done(int bytes) {
        inWork = Math.max(0, inWork - 1); // of a worker that died both its own word and ours may come
        bytesInWork = Math.max(0, bytesInWork - bytes);
        if (reading || resuming || (behind ? inWork > 0 : isHalfFull())) return;
        behind = false;
        resuming = true;
        readLater();
    }

    /** The worker has more to do than it should: this connection waits until it has got to all that came from it. */
    void behind() {
        behind = true;
        pause();
    }

    void pause() {
        if (!reading) return;
        reading = false;
        channel.config().setAutoRead(false);
    }

    /** The script wants to hear nothing of the peer, or to hear of it again; {@link #apply} does it. */
    void hold(boolean on) {
        held = on;
    }

    /** Does what {@link #hold} asked for; in the loop. */
    void apply() {
        if (held == shut) return;
        shut = held;
        if (shut) {
            pipelines.shut();
            pause();
        } else {
            pipelines.open();
            read();
        }
    }

    /** The server is about to end: what the peer sends from here on is not read. */
    void stop() {
        stopped = true;
        pause();
    }

    /** Coroutines do not touch the channel: the loop goes on reading in its next turn. */
    void readLater() {
        if (!reading) reactor.submitLater(this::read);
    }

    /** The handshake is answered: reads, whatever is held back. */
    void readFrames() {
        if (!stopped && !shut) goOn();
    }

    /** Only the end of the input still matters. */
    void readAll() {
        held = false;
        shut = false;
        pipelines.open();
        goOn();
    }

    private void goOn() {
        if (reading) return;
        reading = true;
        readChannel();
    }

    private void read() {
        resuming = false;
        if (stopped || shut || reading || ending.getAsBoolean()) return;
        if (isHalfFull() || pipelines.isBusy()) return;
        reading = true;
        pipelines.resume();
        if (reading && !ending.getAsBoolean()) readChannel();
    }

    /** With epoll the end of the input may have been read already, after which Netty cannot read any more. */
    private void readChannel() {
        if (!((DuplexChannel) channel).isInputShutdown()) channel.config().setAutoRead(true);
    }

    private boolean isHalfFull() {
        return inWork > MOST_IN_WORK / 2 || bytesInWork > mostBytes / 2;
    }
}

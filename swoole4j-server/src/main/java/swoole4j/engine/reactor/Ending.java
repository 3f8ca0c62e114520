package swoole4j.engine.reactor;

import io.netty.channel.Channel;
import io.netty.channel.ChannelOption;
import io.netty.channel.socket.DuplexChannel;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import swoole4j.engine.link.ToReactor;
import swoole4j.engine.link.ToWorker;
import swoole4j.engine.tls.PortTls;

/**
 * How far the end of one connection has come: the worker is told once, what is queued leaves, the sending side is shut down,
 * and the peer gets some time for its own end. Reactor-confined.
 */
final class Ending {
    /** How long an ended connection may take no byte of what is queued for it. */
    private static final long LONGEST_STALL_SECONDS = 60;

    private final Reactor reactor;
    private final Connection connection;
    private final Channel channel;

    private Stage stage = Stage.NONE;
    private boolean told;
    private boolean inputEnded;
    private boolean stallWatched;
    private boolean sentAll;

    private enum Stage {
        NONE,
        /** The worker will be told; callbacks of what came before may still answer. */
        TOLD,
        /** Close when all is sent. */
        AFTER_OUTPUT,
        /** The sending side is shut down. */
        LINGERING,
        /** The channel is closed. */
        ENDED
    }

    Ending(Reactor reactor, Connection connection, Channel channel) {
        this.reactor = reactor;
        this.connection = connection;
        this.channel = channel;
    }

    /** Tells whether what the peer sends does not count any more. */
    boolean hasBegun() {
        return stage != Stage.NONE;
    }

    /** Tells whether anything more may be queued. */
    boolean takesOutput() {
        return stage.compareTo(Stage.AFTER_OUTPUT) < 0;
    }

    /** Tells whether the connection ends once all is sent. */
    boolean waitsForOutput() {
        return stage == Stage.AFTER_OUTPUT;
    }

    boolean isLingering() {
        return stage == Stage.LINGERING;
    }

    /** The peer, or a rule, ended the connection: tells the worker, which answers when it has come to it. */
    void there() {
        there(null);
    }

    /** The same; {@code words} are the payload of the close frame with which it did. */
    void there(byte @Nullable [] words) {
        if (stage == Stage.NONE) stage = Stage.TOLD;
        if (told) return;
        told = true;
        reactor.worker().offer(new ToWorker.Closed(connection.fd(), connection.reactorId(), words));
    }

    /** This server ended the connection: tells the worker behind all that it was told before. */
    void tell(ToReactor.Closing closing) {
        reactor.worker()
                .offer(new ToWorker.Closing(closing.fd(), closing.farewell(), closing.reset(), closing.words()));
    }

    /** The worker knows: callbacks of all that came before have begun. False when that is not awaited. */
    boolean finish() {
        if (stage != Stage.TOLD) return false;
        stage = Stage.AFTER_OUTPUT;
        return true;
    }

    /** What is queued is the last that is sent. */
    void afterOutput() {
        if (takesOutput()) stage = Stage.AFTER_OUTPUT;
    }

    /** Resets the connection in the loop's next turn. */
    void reset() {
        reactor.submitLater(() -> {
            if (channel.isOpen()) channel.config().setOption(ChannelOption.SO_LINGER, 0);
            channel.unsafe().close(channel.voidPromise()); // TLS would wait for its last words to be taken
        });
    }

    /** The peer will send no more that matters. */
    void inputDone() {
        inputEnded = true;
    }

    /** The peer will send no more, which ends the connection. */
    void inputEnded() {
        inputEnded = true;
        if (stage == Stage.LINGERING) {
            close();
        } else {
            there();
        }
    }

    /** All is sent: shuts the sending side down and returns true, or closes when the peer has nothing to say either. */
    boolean linger() {
        if (inputEnded || !(channel instanceof DuplexChannel duplex)) {
            close();
            return false;
        }
        stage = Stage.LINGERING;
        sentAll();
        PortTls.shutdownOutput(duplex);
        reactor.linger().add(channel);
        return true;
    }

    /** Closes the channel, whose end is reported by {@link #ended}. */
    void close() {
        channel.close();
    }

    /** The channel is closed. */
    void ended() {
        inputEnded = true;
        connection.lose();
        there();
        if (stage == Stage.LINGERING) {
            reactor.linger().closed();
        } else {
            sentAll();
        }
        stage = Stage.ENDED;
    }

    private void sentAll() {
        if (sentAll) return;
        sentAll = true;
        reactor.wireSent();
    }

    /** A peer that does not read must not keep an ended connection and what was queued for it. */
    void watchStall(LongSupplier progress, Runnable flush) {
        if (stallWatched) return;
        stallWatched = true;
        long before = progress.getAsLong();
        reactor.schedule(
                () -> {
                    stallWatched = false;
                    if (stage != Stage.AFTER_OUTPUT) return;
                    if (progress.getAsLong() == before) {
                        close();
                    } else {
                        flush.run();
                    }
                },
                LONGEST_STALL_SECONDS,
                TimeUnit.SECONDS);
    }
}

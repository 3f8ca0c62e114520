package swoole4j.engine.reactor;

import java.io.IOException;
import swoole4j.engine.link.ToReactor;

/** Takes files into a connection's output. Reactor-confined; also called by coroutines that share the reactor's thread. */
final class FileSide {
    private final Wire wire;
    private final Output output;
    private final Ending ending;

    FileSide(Wire wire, Output output, Ending ending) {
        this.wire = wire;
        this.output = output;
        this.ending = ending;
    }

    /** Sends what answers a request. */
    void send(ToReactor.SendFile part) {
        FilePart file = new FilePart(part.file(), part.followLinks(), part.offset(), part.length(), 0);
        if (!open(file)) {
            wire.sent(part.head().length);
            return;
        }
        wire.send(part.head(), part.head().length, part.head().length);
        if (!ending.takesOutput()) return;
        output.append(file);
        if (part.last() && part.keepAlive()) wire.answered();
    }

    /** Sends what a script wants between other bytes. */
    void send(ToReactor.SendPart part) {
        FilePart file = new FilePart(part.file(), true, part.offset(), part.length(), part.size());
        if (!ending.takesOutput() || !open(file)) {
            wire.sent(part.size());
            return;
        }
        output.append(file);
        wire.markDirty();
    }

    /** Opens a file that is about to be queued; false when that ends the connection. */
    private boolean open(FilePart file) {
        try {
            if (ending.takesOutput()) output.open(file);
            return true;
        } catch (IOException e) {
            wire.warn(e);
            ending.there();
            return false;
        }
    }
}

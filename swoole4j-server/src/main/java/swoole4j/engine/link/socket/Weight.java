package swoole4j.engine.link.socket;

import java.util.List;
import swoole4j.engine.link.HttpMessage;
import swoole4j.engine.link.ToReactor;
import swoole4j.engine.link.ToWorker;

/** How much memory messages stand for. */
final class Weight {
    private static final int SMALL = 64;

    private Weight() {}

    /** Returns about how many bytes an event holds. */
    static long of(ToWorker event) {
        return switch (event) {
            case ToWorker.Received received -> SMALL + received.data().length;
            case ToWorker.Message message -> SMALL + message.payload().length;
            case ToWorker.Datagram datagram -> SMALL + datagram.data().length;
            case ToWorker.Requested requested -> of(requested.request());
            case ToWorker.UpgradeRequested requested -> of(requested.request());
            default -> SMALL;
        };
    }

    private static long of(HttpMessage request) {
        return SMALL + request.body().length + of(request.headers());
    }

    private static long of(List<String> texts) {
        long size = 0;
        for (String text : texts) size += text.length() + SMALL;
        return size;
    }

    /** Returns how many bytes of a connection's output a message reserves, as its sender counts them. */
    static long reserved(ToReactor message) {
        return switch (message) {
            case ToReactor.Send send -> send.data().length;
            case ToReactor.Push push -> push.size();
            case ToReactor.Respond part -> part.length();
            case ToReactor.SendFile file -> file.head().length;
            case ToReactor.SendPart part -> part.size();
            case ToReactor.StreamPart part -> part.size();
            case ToReactor.StreamFile file -> file.size();
            default -> 0;
        };
    }
}

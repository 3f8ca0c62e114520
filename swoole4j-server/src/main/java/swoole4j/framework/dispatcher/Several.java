package swoole4j.framework.dispatcher;

import java.util.List;
import org.jspecify.annotations.Nullable;
import swoole4j.server.Callback;

/** One callback that calls several of its shape. */
@SuppressWarnings({"unchecked", "rawtypes"
}) // a callback that declares a narrower server than it gets fails when called
final class Several {
    private interface Step<C> {
        @Nullable
        Object call(C callback) throws Exception;
    }

    private interface Plain<C> {
        void call(C callback) throws Exception;
    }

    private Several() {}

    /** Returns the only callback, or one that calls all in order. They are of one of the shapes that typed events have. */
    static Callback of(List<Callback> all) {
        if (all.size() == 1) return all.getFirst();
        return switch (all.getFirst()) {
            case Callback.OnServer _ ->
                (Callback.OnServer) server -> each(all, Callback.OnServer.class, it -> it.call(server));
            case Callback.OnId _ ->
                (Callback.OnId) (server, id) -> each(all, Callback.OnId.class, it -> it.call(server, id));
            case Callback.OnWorkerError _ ->
                (Callback.OnWorkerError) (server, worker, pid, exitCode, signal) ->
                        each(all, Callback.OnWorkerError.class, it -> it.call(server, worker, pid, exitCode, signal));
            case Callback.OnConnection _ ->
                (Callback.OnConnection) (server, fd, reactor) ->
                        each(all, Callback.OnConnection.class, it -> it.call(server, fd, reactor));
            case Callback.OnReceiveBytes _ ->
                (Callback.OnReceiveBytes) (server, fd, reactor, data) ->
                        each(all, Callback.OnReceiveBytes.class, it -> it.call(server, fd, reactor, data));
            case Callback.OnPacketBytes _ ->
                (Callback.OnPacketBytes) (server, data, client) ->
                        each(all, Callback.OnPacketBytes.class, it -> it.call(server, data, client));
            case Callback.OnRequest _ ->
                (Callback.OnRequest)
                        (request, response) -> each(all, Callback.OnRequest.class, it -> it.call(request, response));
            case Callback.OnBeforeHandshake _ ->
                (Callback.OnBeforeHandshake) (server, request, response) ->
                        each(all, Callback.OnBeforeHandshake.class, it -> it.call(server, request, response));
            case Callback.OnOpen _ ->
                (Callback.OnOpen) (server, request) -> each(all, Callback.OnOpen.class, it -> it.call(server, request));
            case Callback.OnMessage _ ->
                (Callback.OnMessage)
                        (server, frame) -> each(all, Callback.OnMessage.class, it -> it.call(server, frame));
            case Callback.OnTask _ ->
                (Callback.OnTask) (server, task, worker, data) ->
                        first(all, Callback.OnTask.class, it -> it.call(server, task, worker, data));
            case Callback.OnTaskObjectOnly _ ->
                (Callback.OnTaskObjectOnly)
                        (server, task) -> each(all, Callback.OnTaskObjectOnly.class, it -> it.call(server, task));
            case Callback.OnData _ ->
                (Callback.OnData)
                        (server, id, data) -> each(all, Callback.OnData.class, it -> it.call(server, id, data));
            default -> throw new IllegalArgumentException("no typed event has callbacks such as " + all.getFirst());
        };
    }

    private static <C extends Callback> void each(List<Callback> all, Class<C> shape, Plain<C> step) throws Exception {
        first(all, shape, it -> {
            step.call(it);
            return null;
        });
    }

    /** Calls all, then throws what the first one threw that did, or returns the first value that there is. */
    private static <C extends Callback> @Nullable Object first(List<Callback> all, Class<C> shape, Step<C> step)
            throws Exception {
        Object value = null;
        Throwable thrown = null;
        for (Callback callback : all) {
            try {
                Object returned = step.call(shape.cast(callback));
                if (value == null) value = returned;
            } catch (Throwable e) {
                if (thrown == null) thrown = e;
                else if (thrown != e) thrown.addSuppressed(e);
            }
        }
        if (thrown instanceof Exception exception) throw exception;
        if (thrown instanceof Error error) throw error;
        return value;
    }
}

package swoole4j.engine.framework.callback;

import swoole4j.framework.spi.Application;
import swoole4j.server.Callback;

/** Callbacks that run in a scope of their application, so that its static verbs know whom they speak of. */
@SuppressWarnings({"unchecked", "rawtypes"
}) // a callback that declares a narrower server than it gets fails when called
public final class ScopedCallback {
    private final Application application;
    private final AppCallback event;

    private ScopedCallback(Application application, AppCallback event) {
        this.application = application;
        this.event = event;
    }

    /** Returns a callback of the same shape that runs in a scope. */
    public static Callback of(Application application, AppCallback event, Callback callback) {
        return new ScopedCallback(application, event).around(callback);
    }

    private interface Task {
        void run() throws Exception;
    }

    private void in(int fd, Task task) throws Exception {
        application.scope(event.ofConnection() ? fd : 0).call(() -> {
            task.run();
            return true;
        });
    }

    private Callback around(Callback callback) {
        return switch (callback) {
            case Callback.Plain it -> (Callback.Plain) () -> in(0, it::call);
            case Callback.OnServer it -> (Callback.OnServer) server -> in(0, () -> it.call(server));
            case Callback.OnId it -> (Callback.OnId) (server, id) -> in(id, () -> it.call(server, id));
            case Callback.OnWorkerError it ->
                (Callback.OnWorkerError)
                        (server, worker, pid, code, signal) -> in(0, () -> it.call(server, worker, pid, code, signal));
            case Callback.OnConnection it ->
                (Callback.OnConnection) (server, fd, reactor) -> in(fd, () -> it.call(server, fd, reactor));
            case Callback.OnEvent it ->
                (Callback.OnEvent) (server, event) -> in(event.fd(), () -> it.call(server, event));
            case Callback.OnReceive it ->
                (Callback.OnReceive) (server, fd, reactor, data) -> in(fd, () -> it.call(server, fd, reactor, data));
            case Callback.OnReceiveBytes it ->
                (Callback.OnReceiveBytes)
                        (server, fd, reactor, data) -> in(fd, () -> it.call(server, fd, reactor, data));
            case Callback.OnPacket it ->
                (Callback.OnPacket) (server, data, info) -> in(0, () -> it.call(server, data, info));
            case Callback.OnPacketBytes it ->
                (Callback.OnPacketBytes) (server, data, info) -> in(0, () -> it.call(server, data, info));
            case Callback.OnPacketObject it ->
                (Callback.OnPacketObject) (server, packet) -> in(0, () -> it.call(server, packet));
            case Callback.OnTask it ->
                (Callback.OnTask) (server, task, worker, data) ->
                        application.scope(0).call(() -> it.call(server, task, worker, data));
            case Callback.OnTaskOnly it ->
                (Callback.OnTaskOnly) (server, task, worker, data) -> in(0, () -> it.call(server, task, worker, data));
            case Callback.OnTaskObject it ->
                (Callback.OnTaskObject) (server, task) -> application.scope(0).call(() -> it.call(server, task));
            case Callback.OnTaskObjectOnly it ->
                (Callback.OnTaskObjectOnly) (server, task) -> in(0, () -> it.call(server, task));
            case Callback.OnData it -> (Callback.OnData) (server, id, data) -> in(0, () -> it.call(server, id, data));
            case Callback.OnTaskResult it ->
                (Callback.OnTaskResult) (server, result) -> in(0, () -> it.call(server, result));
            case Callback.OnPipeMessage it ->
                (Callback.OnPipeMessage) (server, message) -> in(0, () -> it.call(server, message));
            case Callback.OnMessage it ->
                (Callback.OnMessage) (server, frame) -> in(frame.fd(), () -> it.call(server, frame));
            case Callback.OnOpen it ->
                (Callback.OnOpen) (server, request) -> in(request.fd(), () -> it.call(server, request));
            case Callback.OnRequest it ->
                (Callback.OnRequest) (request, response) -> in(request.fd(), () -> it.call(request, response));
            case Callback.OnHandshake it ->
                (Callback.OnHandshake) (request, response) -> {
                    in(request.fd(), () -> it.call(request, response));
                    return null;
                };
            case Callback.OnBeforeHandshake it ->
                (Callback.OnBeforeHandshake)
                        (server, request, response) -> in(request.fd(), () -> it.call(server, request, response));
        };
    }
}

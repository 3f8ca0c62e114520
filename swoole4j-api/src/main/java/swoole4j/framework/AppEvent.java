package swoole4j.framework;

import swoole4j.Server;

/**
 * What happens to an application. Listeners of one class are called by priority, higher ones first, equal ones in the order they
 * were added.
 */
public sealed interface AppEvent {
    /** Before the server that the others are ports of starts. Once, in each process. */
    record BeforeMainServerStart(Server server, Object config) implements AppEvent {}

    /** Before a server of the list starts, in the order of the list. */
    record BeforeServerStart(String name) implements AppEvent {}

    /** The server runs. */
    record OnStart(Server server) implements AppEvent {}

    /** The manager runs. */
    record OnManagerStart(Server server) implements AppEvent {}

    /** A worker begins, before all its other events. */
    record BeforeWorkerStart(Server server, int workerId) implements AppEvent {}

    /** Worker 0 begins. */
    record MainWorkerStart(Server server, int workerId) implements AppEvent {}

    /** Another worker begins. */
    record OtherWorkerStart(Server server, int workerId) implements AppEvent {}

    /** A worker has begun; handshakes are answered once all listeners have returned. */
    record AfterWorkerStart(Server server, int workerId) implements AppEvent {}

    /** A worker leaves its work behind. */
    record OnWorkerExit(Server server, int workerId) implements AppEvent {}

    /** A worker has ended. */
    record OnWorkerStop(Server server, int workerId) implements AppEvent {}

    /** The manager has ended. */
    record OnManagerStop(Server server) implements AppEvent {}

    /** The server has ended. */
    record OnShutdown(Server server) implements AppEvent {}

    /** A WebSocket has been opened and its {@link OnOpen} has returned. Hyperf has none. */
    record WsOpened(int fd, HttpRequest request) implements AppEvent {}

    /**
     * A WebSocket has ended, its {@link OnClose} has returned, and the application knows nothing of it any more. Hyperf has none.
     *
     * @param code what the close frame said that was sent or received first; 1005 for one without, 1006 when there was none
     * @param wasClean whether there was one
     */
    record WsClosed(int fd, int code, String reason, boolean byServer, boolean wasClean) implements AppEvent {}

    /** The bus of a cluster gets no messages through any more. Hyperf has none. */
    record BusDown(String nodeId) implements AppEvent {}

    /** The bus of a cluster gets messages through again. Hyperf has none. */
    record BusUp(String nodeId) implements AppEvent {}
}

package swoole4j.framework.app;

import static swoole4j.Constants.WEBSOCKET_CLOSE_SERVER_ERROR;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import swoole4j.engine.framework.connection.Connection;
import swoole4j.framework.AppEvent;
import swoole4j.framework.Fd;
import swoole4j.framework.HttpRequest;
import swoole4j.framework.MessageExceptionHandler;
import swoole4j.framework.OnClose;
import swoole4j.framework.OnMessage;
import swoole4j.framework.OnOpen;
import swoole4j.framework.spi.Scope;
import swoole4j.http.Request;
import swoole4j.websocket.CloseFrame;
import swoole4j.websocket.Frame;
import swoole4j.websocket.Server;

/** Calls the controllers of open connections, each callback in a scope of its own. Any thread. */
final class Controllers {
    private static final Logger log = LoggerFactory.getLogger(Controllers.class);

    private final KernelParts parts;
    private final Turns turns = new Turns();

    /** What a controller does. */
    private interface Task {
        void run() throws Exception;
    }

    Controllers(KernelParts parts) {
        this.parts = parts;
    }

    private @Nullable Fd opened(int fd) {
        Connection connection = parts.connections().get(fd);
        return connection == null ? null : connection.opened();
    }

    private void call(Scope scope, Task task) throws Exception {
        scope.call(() -> {
            task.run();
            return true;
        });
    }

    /** The 101 of a connection has left. */
    void open(int fd, Request request) {
        turns.run(fd, () -> {
            Connection connection = parts.connections().get(fd);
            Fd opened = opened(fd);
            if (connection == null || opened == null) return;
            HttpRequest received = connection.request();
            Server server = parts.server().get();
            try {
                if (opened.handler() instanceof OnOpen controller)
                    call(parts.application().scope(fd), () -> controller.onOpen(server, request));
            } catch (Exception e) {
                log.error("uncaught exception in the open callback of {} [{}]", opened.route(), fd, e);
                if (parts.settings().closeOnOpenError()) closeForError(server, fd);
            }
            tell(new AppEvent.WsOpened(fd, received));
        });
    }

    void message(Server server, Frame frame) {
        turns.run(frame.fd(), () -> {
            Fd opened = opened(frame.fd());
            if (opened == null) {
                log.warn("connection {} is not known to server '{}' and is closed", frame.fd(), parts.serverName());
                closeForError(server, frame.fd());
            } else if (opened.handler() instanceof OnMessage controller) {
                message(server, frame, opened, controller);
            } else {
                log.warn("a message of connection {} is dropped: {} takes none", frame.fd(), opened.route());
            }
        });
    }

    private void message(Server server, Frame frame, Fd opened, OnMessage controller) {
        Scope scope = parts.application().scope(frame.fd());
        try {
            call(scope, () -> new MessageChain(parts.messageMiddlewares(), controller).handle(server, frame));
        } catch (Exception e) {
            failed(server, frame, opened, scope, e);
            if (parts.settings().closeOnMessageError()) closeForError(server, frame.fd());
        }
    }

    private void failed(Server server, Frame frame, Fd opened, Scope scope, Exception thrown) {
        if (parts.messageExceptionHandlers().isEmpty())
            log.error("uncaught exception in the message callback of {} [{}]", opened.route(), frame.fd(), thrown);
        for (MessageExceptionHandler handler : parts.messageExceptionHandlers()) {
            try {
                call(scope, () -> handler.handle(server, frame, thrown));
            } catch (Exception e) {
                if (e != thrown) e.addSuppressed(thrown);
                log.error("an exception handler of {} has failed [{}]", opened.route(), frame.fd(), e);
            }
        }
    }

    /** A connection has ended; what is not known, or was not opened, is forgotten. */
    void close(Server server, int fd, int reactorId) {
        CloseFrame frame = server.closeFrame(fd);
        inTurn(fd, () -> closed(server, fd, reactorId, frame));
    }

    /** Forgets a connection whose close somebody else has dealt with. */
    void forget(int fd) {
        inTurn(fd, () -> parts.connections().forget(fd));
    }

    private void inTurn(int fd, Runnable close) {
        if (parts.settings().serial()) {
            turns.close(fd, close);
        } else {
            close.run();
        }
    }

    private void closed(Server server, int fd, int reactorId, @Nullable CloseFrame frame) {
        Fd opened = opened(fd);
        try {
            if (opened == null) return;
            if (opened.handler() instanceof OnClose controller)
                call(parts.application().scope(fd), () -> controller.onClose(server, fd, reactorId));
        } catch (Exception e) {
            log.error("uncaught exception in the close callback of {} [{}]", opened.route(), fd, e);
        } finally {
            parts.connections().forget(fd);
            if (opened != null) tell(end(fd, reactorId, frame));
        }
    }

    private static AppEvent.WsClosed end(int fd, int reactorId, @Nullable CloseFrame frame) {
        boolean byServer = reactorId < 0;
        return frame == null
                ? new AppEvent.WsClosed(fd, 1006, "", byServer, false)
                : new AppEvent.WsClosed(fd, frame.code(), frame.reason(), byServer, true);
    }

    private static void closeForError(Server server, int fd) {
        if (server.isEstablished(fd)) server.disconnect(fd, WEBSOCKET_CLOSE_SERVER_ERROR, "");
    }

    private void tell(AppEvent event) {
        try {
            parts.events().accept(event);
        } catch (RuntimeException e) {
            log.error("a listener of {} has failed", event.getClass().getSimpleName(), e);
        }
    }
}

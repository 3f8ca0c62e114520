package swoole4j.engine.worker;

import java.util.ArrayList;
import java.util.List;
import java.util.PrimitiveIterator;
import org.jspecify.annotations.Nullable;
import swoole4j.SwooleError;
import swoole4j.core.coroutine.LastError;
import swoole4j.core.coroutine.Scheduler;
import swoole4j.engine.link.ConnectionState;
import swoole4j.engine.link.ToReactor;
import swoole4j.spi.ConnectionControl;

/** What a script does to connections besides sending and closing. Any thread. */
final class Controls implements ConnectionControl {
    private static final long LEAST_UID = Integer.MIN_VALUE;
    private static final long GREATEST_UID = 0xffff_ffffL;

    private final ServerContext context;
    private final Sender sender;
    private final Closer closer;

    Controls(ServerContext context, Sender sender, Closer closer) {
        this.context = context;
        this.sender = sender;
        this.closer = closer;
    }

    @Override
    public boolean sendfile(int fd, String path, long offset, long length) {
        if (context.workers().areServed()
                && Scheduler.current() != null) { // the manager's callbacks are not the master's
            return Sender.failed(
                    SwooleError.SERVER_SEND_IN_MASTER, "can't send data to the connections in master process");
        }
        long size = PlainFile.length(path, offset, length);
        return size > 0 && sender.sendPart(new ToReactor.SendPart(fd, path, offset, size));
    }

    @Override
    public boolean sendwait(int fd, byte[] data) {
        return sender.sendAndWait(fd, data);
    }

    @Override
    public boolean pause(int fd) {
        return read(fd, false);
    }

    @Override
    public boolean resume(int fd) {
        return read(fd, true);
    }

    private boolean read(int fd, boolean on) {
        ConnectionState connection = open(fd);
        if (connection == null) return false;
        context.tell(connection, new ToReactor.Read(fd, on));
        return true;
    }

    @Override
    public boolean protect(int fd, boolean on) {
        ConnectionState connection = open(fd);
        if (connection == null) return false;
        connection.protect(on);
        return true;
    }

    @Override
    public boolean bind(int fd, long uid) {
        if (uid < LEAST_UID || uid > GREATEST_UID) {
            return Sender.failed(
                    SwooleError.INVALID_PARAMS,
                    "uid " + uid + " is not allowed, expected " + LEAST_UID + " to " + GREATEST_UID);
        }
        ConnectionState connection = open(fd);
        return connection != null && connection.bind(uid & GREATEST_UID);
    }

    @Override
    public @Nullable List<Integer> heartbeat(boolean close) {
        if (!context.settings().hasHeartbeat(context.ports().stream().map(ServerContext.Port::settings))) return null;
        long now = context.clockMicros().getAsLong();
        List<Integer> idle = new ArrayList<>();
        for (PrimitiveIterator.OfInt fds = context.view().iterator(-1); fds.hasNext(); ) {
            ConnectionState connection = context.find(fds.nextInt());
            if (connection == null || connection.isProtected()) continue;
            double limit =
                    context.settings().idleSeconds(context.port(connection).settings());
            if (limit > 0 && now - connection.lastReceivedMicros() >= limit * 1e6) idle.add(connection.fd());
        }
        if (close) idle.forEach(closer::closeIdle);
        return idle;
    }

    private @Nullable ConnectionState open(int fd) {
        ConnectionState connection = context.find(fd);
        if (connection != null && connection.isOpen()) return connection;
        LastError.set(SwooleError.SESSION_NOT_EXIST.number());
        return null;
    }
}

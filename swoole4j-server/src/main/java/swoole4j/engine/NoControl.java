package swoole4j.engine;

import java.util.List;
import org.jspecify.annotations.Nullable;
import swoole4j.spi.ConnectionControl;

/** Before the start and after the end there are no connections. */
enum NoControl implements ConnectionControl {
    INSTANCE;

    @Override
    public boolean sendfile(int fd, String path, long offset, long length) {
        return false;
    }

    @Override
    public boolean sendwait(int fd, byte[] data) {
        return false;
    }

    @Override
    public boolean pause(int fd) {
        return false;
    }

    @Override
    public boolean resume(int fd) {
        return false;
    }

    @Override
    public boolean protect(int fd, boolean on) {
        return false;
    }

    @Override
    public boolean bind(int fd, long uid) {
        return false;
    }

    @Override
    public @Nullable List<Integer> heartbeat(boolean close) {
        return null;
    }
}

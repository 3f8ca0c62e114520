package swoole4j;

import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import swoole4j.core.coroutine.ClientDefaults;
import swoole4j.core.coroutine.LastError;
import swoole4j.spi.SocketHandle;

/** The pipe of a user process as a socket. Any thread. */
final class PipeSocket implements SocketHandle {
    private static final int INTERRUPTED = 4;
    private static final int CLOSED = 9;
    private static final int INVALID = 22;
    private static final int TIMED_OUT = 110;
    private static final double MOST_SECONDS = 1e9;

    private final ProcessPipe toProcess;
    private final ProcessPipe fromProcess;
    private final boolean boundaries;
    private final BooleanSupplier inside;
    private volatile boolean closed;
    private volatile int errCode;
    private volatile String errMsg = "";

    PipeSocket(ProcessPipe toProcess, ProcessPipe fromProcess, boolean boundaries, BooleanSupplier inside) {
        this.toProcess = toProcess;
        this.fromProcess = fromProcess;
        this.boundaries = boundaries;
        this.inside = inside;
    }

    @Override
    public int send(byte[] data, double timeout) {
        if (!isUsable()) return -1;
        if (data.length == 0) return failed(SwooleError.INVALID_PARAMS.number(), "data to send is empty");
        if (boundaries && data.length > ProcessPipe.LARGEST_MESSAGE) {
            return failed(SwooleError.MESSAGE_TOO_LONG.number(), SwooleError.MESSAGE_TOO_LONG.text());
        }
        ProcessPipe pipe = inside.getAsBoolean() ? fromProcess : toProcess;
        double usual = ClientDefaults.current().writeSeconds();
        try {
            int sent = pipe.write(data, nanos(timeout, usual));
            return sent == 0 ? failed(TIMED_OUT, "Connection timed out") : sent;
        } catch (InterruptedException _) {
            return interrupted();
        }
    }

    @Override
    public byte @Nullable [] recv(int length, double timeout) {
        if (!isUsable()) return null;
        if (length < 1) {
            failed(INVALID, "length " + length + " is below 1");
            return null;
        }
        ProcessPipe pipe = inside.getAsBoolean() ? toProcess : fromProcess;
        double usual = ClientDefaults.current().readSeconds();
        try {
            byte[] data = pipe.read(length, nanos(timeout, usual));
            if (data == null) failed(TIMED_OUT, "Connection timed out");
            return data;
        } catch (InterruptedException _) {
            interrupted();
            return null;
        }
    }

    @Override
    public boolean close() {
        if (closed) return false;
        closed = true;
        return true;
    }

    private boolean isUsable() {
        errCode = 0;
        errMsg = "";
        if (closed) failed(CLOSED, "Bad file descriptor");
        return !closed;
    }

    /** The usual time has 0 for no limit, a caller a negative number. */
    private static long nanos(double timeout, double usual) {
        double seconds = timeout == 0 ? usual : timeout;
        return seconds <= 0 || seconds > MOST_SECONDS ? ProcessPipe.FOREVER : (long) (seconds * 1e9);
    }

    private int interrupted() {
        Thread.currentThread().interrupt();
        return failed(INTERRUPTED, "Interrupted system call");
    }

    private int failed(int error, String text) {
        errCode = error;
        errMsg = text;
        LastError.set(error);
        return -1;
    }

    @Override
    public int errCode() {
        return errCode;
    }

    @Override
    public String errMsg() {
        return errMsg;
    }
}

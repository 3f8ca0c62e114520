package swoole4j;

import java.util.Collections;
import java.util.Map;
import java.util.WeakHashMap;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import swoole4j.core.coroutine.Claim;
import swoole4j.core.coroutine.ClientDefaults;
import swoole4j.core.coroutine.LastError;
import swoole4j.core.coroutine.Scheduler;
import swoole4j.spi.SocketHandle;

/** The pipe of a user process as a socket. Any thread. */
final class PipeSocket implements SocketHandle {
    private static final int INTERRUPTED = 4;
    private static final int CLOSED = 9;
    private static final int INVALID = 22;
    private static final int NOT_SUPPORTED = 95;
    private static final int TIMED_OUT = 110;
    private static final int CANCELED = 125;
    /** It has none of the system's. */
    private static final int NUMBER = -1;

    private final ProcessPipe toProcess;
    private final ProcessPipe fromProcess;
    private final boolean boundaries;
    private final BooleanSupplier inside;
    /** One coroutine of each worker may read, as if each were a process. */
    private final Map<Object, Claim> readers = Collections.synchronizedMap(new WeakHashMap<>());

    private volatile PipeWait reading = PipeWait.forever();
    private volatile PipeWait writing = PipeWait.forever();
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
        PipeWait wait = PipeWait.of(timeout == 0 ? ClientDefaults.current().writeSeconds() : timeout);
        writing = wait;
        int sent = pipe.write(data, wait);
        if (sent < data.length) failed(wait.how());
        return sent == 0 ? -1 : sent;
    }

    @Override
    public byte @Nullable [] recv(int length, double timeout) {
        if (!isUsable()) return null;
        if (length < 1) {
            failed(INVALID, "length " + length + " is below 1");
            return null;
        }
        ProcessPipe pipe = inside.getAsBoolean() ? toProcess : fromProcess;
        PipeWait wait = PipeWait.of(timeout == 0 ? ClientDefaults.current().readSeconds() : timeout);
        Scheduler worker = Scheduler.current();
        Claim claim = readers.computeIfAbsent(worker == null ? PipeSocket.class : worker, _ -> Claim.reading());
        claim.claim(NUMBER);
        try {
            reading = wait;
            byte[] data = pipe.read(length, wait);
            if (data == null) failed(wait.how());
            return data;
        } finally {
            claim.release();
        }
    }

    private void failed(PipeWait.End how) {
        switch (how) {
            case CANCELED -> failed(CANCELED, "Operation canceled");
            case INTERRUPTED -> failed(INTERRUPTED, "Interrupted system call");
            case TIMED_OUT, DONE -> failed(TIMED_OUT, "Connection timed out");
        }
    }

    @Override
    public boolean cancel(int event) {
        return switch (event) {
            case Constants.SWOOLE_EVENT_READ -> reading.cancel();
            case Constants.SWOOLE_EVENT_WRITE -> writing.cancel();
            default ->
                refuseArgument("event " + event + " is not allowed, expected SWOOLE_EVENT_READ (512) or _WRITE (1024)");
        };
    }

    private boolean refuseArgument(String why) {
        failed(INVALID, why);
        return false;
    }

    @Override
    public boolean refuse() {
        failed(NOT_SUPPORTED, "Operation not supported");
        return false;
    }

    @Override
    public boolean close() {
        if (closed) return false;
        closed = true;
        reading.cancel();
        writing.cancel();
        return true;
    }

    private boolean isUsable() {
        errCode = 0;
        errMsg = "";
        if (closed) failed(CLOSED, "Bad file descriptor");
        return !closed;
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

package swoole4j.core.coroutine;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;

/** A Linux eventfd: waiting for it keeps the carrier thread busy in a system call, as waiting for epoll does. */
@SuppressWarnings("restricted")
final class EventFd implements AutoCloseable {
    private static final MethodHandle CREATE = function(
            "eventfd", FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.JAVA_INT, ValueLayout.JAVA_INT));
    private static final MethodHandle READ = function("read", transfer());
    private static final MethodHandle WRITE = function("write", transfer());
    private static final MethodHandle CLOSE =
            function("close", FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.JAVA_INT));

    private final MemorySegment one = Arena.ofAuto().allocateFrom(ValueLayout.JAVA_LONG, 1);
    private final MemorySegment count = Arena.ofAuto().allocate(ValueLayout.JAVA_LONG);
    private final int fd;
    private boolean closed;

    EventFd() {
        try {
            fd = (int) CREATE.invokeExact(0, 0);
        } catch (Throwable e) {
            throw new AssertionError(e);
        }
        if (fd < 0) throw new AssertionError("eventfd: " + fd);
    }

    private static FunctionDescriptor transfer() {
        return FunctionDescriptor.of(
                ValueLayout.JAVA_LONG, ValueLayout.JAVA_INT, ValueLayout.ADDRESS, ValueLayout.JAVA_LONG);
    }

    private static MethodHandle function(String name, FunctionDescriptor type) {
        Linker linker = Linker.nativeLinker();
        return linker.downcallHandle(linker.defaultLookup().find(name).orElseThrow(), type);
    }

    /** Waits until {@link #signal} was called since the last wait. */
    void await() {
        try {
            long read = (long) READ.invokeExact(fd, count, 8L);
            if (read != 8) throw new AssertionError("read: " + read);
        } catch (Throwable e) {
            throw new AssertionError(e);
        }
    }

    /** Wakes whoever waits; without effect once it is closed, which may happen while a worker that ends is still woken. */
    synchronized void signal() {
        if (closed) return;
        try {
            long written = (long) WRITE.invokeExact(fd, one, 8L);
            if (written != 8) throw new AssertionError("write: " + written);
        } catch (Throwable e) {
            throw new AssertionError(e);
        }
    }

    @Override
    public synchronized void close() {
        if (closed) return;
        closed = true;
        try {
            int result = (int) CLOSE.invokeExact(fd);
            if (result != 0) throw new AssertionError("close: " + result);
        } catch (Throwable e) {
            throw new AssertionError(e);
        }
    }
}

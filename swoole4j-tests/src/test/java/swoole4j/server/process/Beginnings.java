package swoole4j.server.process;

import java.io.IOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * What callbacks have begun with, in a file that test and workers map, so that it outlives a worker. For each connection a row:
 * the number of the message begun with last, then how often each message was. Any thread, any process.
 */
final class Beginnings {
    private static final VarHandle INT = MethodHandles.byteBufferViewVarHandle(int[].class, ByteOrder.nativeOrder());
    /** A message that began behind one with a higher number. */
    private static final int LATE = 1 << 16;

    private final int messages;
    private final MappedByteBuffer memory;

    private Beginnings(FileChannel channel, int connections, int messages) throws IOException {
        this.messages = messages;
        this.memory = channel.map(MapMode.READ_WRITE, 0, 4L * connections * (messages + 1));
    }

    /** Opens the file, for messages from 1 on. */
    static Beginnings open(Path file, int connections, int messages) throws IOException {
        try (FileChannel channel =
                FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            return new Beginnings(channel, connections, messages);
        }
    }

    private int at(int connection, int message) {
        return 4 * (connection * (messages + 1) + message);
    }

    /** A callback begins. */
    void begin(int connection, int message) {
        int before = (int) INT.getAndSet(memory, at(connection, 0), message);
        INT.getAndAdd(memory, at(connection, message), before < message ? 1 : LATE + 1);
    }

    private int value(int connection, int message) {
        return (int) INT.getVolatile(memory, at(connection, message));
    }

    /** Returns how often a callback began with a message. */
    int count(int connection, int message) {
        return value(connection, message) % LATE;
    }

    /** Tells whether it did so behind a later message. */
    boolean isLate(int connection, int message) {
        return value(connection, message) >= LATE;
    }
}

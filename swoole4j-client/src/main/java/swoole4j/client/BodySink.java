package swoole4j.client;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.Set;
import java.util.function.BooleanSupplier;
import swoole4j.SwooleError;
import swoole4j.SwooleException;
import swoole4j.client.net.FailedException;
import swoole4j.core.http.ByteSink;
import swoole4j.coroutine.http.Client;
import swoole4j.coroutine.http.WriteFunction;

/** Where a body goes. */
abstract sealed class BodySink extends OutputStream {
    /** Returns what of it is in memory. */
    byte[] bytes() {
        return new byte[0];
    }

    @Override
    public final void write(int octet) throws IOException {
        write(new byte[] {(byte) octet}, 0, 1);
    }

    @Override
    public abstract void write(byte[] bytes, int from, int length) throws IOException;

    /** Memory, up to a limit. */
    static final class Memory extends BodySink {
        private final ByteSink bytes = new ByteSink(1024);
        private final int limit;

        Memory(int limit) {
            this.limit = limit;
        }

        @Override
        public void write(byte[] from, int at, int length) throws IOException {
            if (length > limit - bytes.length()) {
                throw FailedException.answer(
                        SwooleError.PACKAGE_LENGTH_TOO_LARGE, "the body has more than " + limit + " bytes");
            }
            bytes.append(from, at, length);
        }

        @Override
        byte[] bytes() {
            return bytes.toByteArray();
        }
    }

    /** A file, which is opened before the request is sent. */
    static final class ToFile extends BodySink {
        private final FileChannel file;

        /** Opens it. */
        ToFile(Path path, long offset) throws IOException {
            file = FileChannel.open(path, Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE));
            try {
                if (offset == 0) file.truncate(0);
                file.position(offset);
            } catch (IOException e) {
                file.close();
                throw e;
            }
        }

        @Override
        public void write(byte[] from, int at, int length) throws IOException {
            try {
                for (ByteBuffer rest = ByteBuffer.wrap(from, at, length); rest.hasRemaining(); ) file.write(rest);
            } catch (IOException e) {
                throw FailedException.answer(
                        SwooleError.SYSTEM_CALL_FAIL, "the download cannot be written: " + e.getMessage());
            }
        }

        @Override
        public void close() {
            try {
                file.close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    /** A script's function. */
    static final class ToFunction extends BodySink {
        private final WriteFunction function;
        private final Client client;
        private final BooleanSupplier stopped;

        ToFunction(WriteFunction function, Client client, BooleanSupplier stopped) {
            this.function = function;
            this.client = client;
            this.stopped = stopped;
        }

        @Override
        public void write(byte[] from, int at, int length) throws IOException {
            try {
                function.write(client, Arrays.copyOfRange(from, at, at + length));
            } catch (RuntimeException e) {
                throw e;
            } catch (Exception e) {
                throw new SwooleException("write_func failed: " + e.getMessage(), 0, e);
            }
            if (stopped.getAsBoolean()) {
                throw FailedException.answer(SwooleError.CLIENT_NO_CONNECTION, "write_func has closed the client");
            }
        }
    }
}

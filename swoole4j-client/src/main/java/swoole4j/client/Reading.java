package swoole4j.client;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PushbackInputStream;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import swoole4j.client.coding.Decoders;
import swoole4j.client.net.FailedException;

/** Reads a body: decodes it and hands it on. */
final class Reading {
    private static final int BUFFER = 16 * 1024;

    private Reading() {}

    /**
     * Reads all of it.
     *
     * @param codings the value of Content-Encoding, null to leave it as it is
     * @throws FailedException when it does not come, or is not what it is said to be
     */
    static void all(BodyStream body, @Nullable String codings, OutputStream sink) throws IOException {
        PushbackInputStream in = new PushbackInputStream(body, 1);
        int first = in.read();
        if (first < 0) return; // an empty body is coded with nothing
        in.unread(first);
        Source source = new Source(in);
        try (InputStream decoded = codings == null ? null : Decoders.open(codings, source)) {
            byte[] buffer = new byte[BUFFER];
            for (int count; (count = read(decoded == null ? source : decoded, buffer)) >= 0; ) {
                sink.write(buffer, 0, count);
            }
        } catch (FailedException e) {
            throw e;
        } catch (IOException e) {
            FailedException ofSource = source.failure;
            if (ofSource != null) throw ofSource;
            throw FailedException.noHttp("the body is not coded as " + codings + ": " + e.getMessage());
        }
        body.drain();
    }

    private static int read(InputStream in, byte[] buffer) throws IOException {
        return in.read(buffer, 0, buffer.length);
    }

    /** Remembers how it failed: decoders tell of it in their own words. It outlives them, too. */
    private static final class Source extends InputStream {
        private final InputStream in;
        private @Nullable FailedException failure;

        Source(InputStream in) {
            this.in = in;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] target, int from, int length) throws IOException {
            try {
                return in.read(target, from, length);
            } catch (FailedException e) {
                failure = e;
                throw e;
            }
        }

        @Override
        public int available() throws IOException {
            return in.available();
        }
    }

    /** Returns the first value of a header in any spelling, several joined by commas; null when there is none. */
    static @Nullable String field(List<Map.Entry<String, String>> fields, String name) {
        StringBuilder all = new StringBuilder();
        for (Map.Entry<String, String> field : fields) {
            if (!field.getKey().equalsIgnoreCase(name)) continue;
            if (!all.isEmpty()) all.append(", ");
            all.append(field.getValue());
        }
        return all.isEmpty() ? null : all.toString();
    }
}

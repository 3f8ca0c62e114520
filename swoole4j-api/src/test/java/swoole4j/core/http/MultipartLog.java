package swoole4j.core.http;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Writes down the parts of a form, one line each; a file's pieces are put together. */
final class MultipartLog implements MultipartSink {
    final List<String> lines = new ArrayList<>();
    private final ByteSink data = new ByteSink(64);
    private String open = "";
    private final int maxFile;

    MultipartLog(int maxFile) {
        this.maxFile = maxFile;
    }

    /** What a body consists of when it comes in pieces that end at the given positions. */
    static List<String> read(String boundary, byte[] body, int... ends) throws MultipartException {
        MultipartLog log = new MultipartLog(Integer.MAX_VALUE);
        MultipartReader reader = new MultipartReader(boundary, 100, 100_000, log);
        int from = 0;
        for (int end : ends) {
            feed(reader, body, from, end);
            from = end;
        }
        feed(reader, body, from, body.length);
        log.lines.add(reader.finish() ? "end" : "truncated");
        return log.lines;
    }

    private static void feed(MultipartReader reader, byte[] body, int from, int to) throws MultipartException {
        ByteBuffer piece = ByteBuffer.wrap(body, from, to - from);
        reader.feed(piece);
        if (piece.hasRemaining()) {
            throw new AssertionError("left over: " + piece);
        }
    }

    @Override
    public void field(String name, String value) {
        lines.add(name + "=" + value);
    }

    @Override
    public void beginFile(String name, String filename, String contentType) {
        open = name + "[" + filename + "|" + contentType + "]=";
        data.clear();
    }

    @Override
    public void fileData(ByteBuffer piece) throws MultipartException {
        byte[] copy = new byte[piece.remaining()];
        piece.get(copy);
        data.append(copy);
        if (data.length() > maxFile) {
            throw MultipartException.tooLarge("the file is longer than " + maxFile + " bytes");
        }
    }

    @Override
    public void endFile() {
        lines.add(open + new String(data.toByteArray(), StandardCharsets.ISO_8859_1));
    }

    @Override
    public void dropFile() {
        lines.add("drop " + open + data.length());
    }
}

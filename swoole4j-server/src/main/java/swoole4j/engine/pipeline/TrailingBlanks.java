package swoole4j.engine.pipeline;

import io.netty.buffer.ByteBuf;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** The blanks behind some header values of one head, by the number of the header. There are hardly ever any. */
final class TrailingBlanks {
    private record Entry(int header, String blanks) {}

    private List<Entry> entries = List.of();

    void add(int header, ByteBuf in, int from, int to) {
        if (entries.isEmpty()) entries = new ArrayList<>();
        entries.add(new Entry(header, in.toString(from, to - from, StandardCharsets.US_ASCII)));
    }

    /** Puts them back behind the values; {@code headers} are names and values in turn. Forgets them. */
    void restore(List<String> headers) {
        for (Entry entry : entries) {
            int value = 2 * entry.header() + 1;
            if (value < headers.size()) headers.set(value, headers.get(value) + entry.blanks());
        }
        clear();
    }

    void clear() {
        entries = List.of();
    }
}

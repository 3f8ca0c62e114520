package swoole4j.scenario;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** What a script prints, taken apart into lines. Any thread may print. */
class PrintedLines extends OutputStream {
    private final List<String> lines = new ArrayList<>();
    private final ByteArrayOutputStream line = new ByteArrayOutputStream();

    @Override
    public final synchronized void write(int b) {
        if (b != '\n') {
            line.write(b);
            return;
        }
        String complete = line.toString(StandardCharsets.UTF_8);
        line.reset();
        if (!complete.isEmpty()) lines.add(complete);
        notifyAll();
    }

    @Override
    public final synchronized void write(byte[] bytes, int offset, int length) {
        for (int i = offset; i < offset + length; i++) {
            write(bytes[i]);
        }
    }

    /** Returns the lines so far that are not empty. */
    public final synchronized List<String> lines() {
        return List.copyOf(lines);
    }

    /** Waits until the lines are as wished; false when time is up before. */
    final synchronized boolean await(Predicate<List<String>> wish, Deadline deadline) throws InterruptedException {
        while (!wish.test(lines)) {
            if (deadline.passed()) return false;
            wait(deadline.millisLeft());
        }
        return true;
    }
}

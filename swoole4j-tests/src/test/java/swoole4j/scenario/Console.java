package swoole4j.scenario;

import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/** The standard output of this JVM from opening to closing. */
public final class Console extends PrintedLines {
    private final PrintStream before = System.out;

    private Console() {}

    /** Begins to read what is printed. */
    public static Console open() {
        var console = new Console();
        System.setOut(new PrintStream(console, true, StandardCharsets.UTF_8));
        return console;
    }

    @Override
    public void close() {
        System.setOut(before);
    }
}

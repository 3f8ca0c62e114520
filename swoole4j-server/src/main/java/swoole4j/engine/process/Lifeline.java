package swoole4j.engine.process;

import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;

/** A child's end of the pipe that stays open for as long as its master lives. */
public final class Lifeline {
    private static final int FAILURE = 1;

    private Lifeline() {}

    /** Ends this JVM at once when the master is gone; see {@link #hold(Runnable)}. */
    public static void hold() {
        hold(Lifeline::halt);
    }

    /**
     * Takes standard input, which is empty for the program from now on, and watches it.
     *
     * @param whenGone is called once, on a thread of its own, when the master is gone; if it fails this JVM ends at once
     */
    public static void hold(Runnable whenGone) {
        InputStream pipe = new FileInputStream(FileDescriptor.in);
        System.setIn(InputStream.nullInputStream());
        watch(pipe, whenGone);
    }

    static Thread watch(InputStream pipe, Runnable whenGone) {
        return Thread.ofPlatform().daemon().name("swoole4j-lifeline").start(() -> {
            readToEnd(pipe);
            try {
                whenGone.run();
            } catch (Throwable e) {
                halt();
                throw e;
            }
        });
    }

    /** A pipe that cannot be read is as good as none. */
    private static void readToEnd(InputStream pipe) {
        try {
            while (pipe.read() >= 0) { // a master has nothing to say
            }
        } catch (IOException _) {
            // as at the end
        }
    }

    /** No hook of the program and no callback may keep an orphan alive. */
    private static void halt() {
        Runtime.getRuntime().halt(FAILURE);
    }
}

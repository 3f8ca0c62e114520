package swoole4j.bench;

import java.io.IOException;

/** Ends a server process with its parent: when standard input closes, and after ten minutes in any case. */
final class Lifeline {
    private static final long LONGEST_LIFE_MILLIS = 600_000;

    private Lifeline() {}

    static void hold() {
        Thread.ofPlatform().daemon().name("lifeline-input").start(Lifeline::untilInputEnds);
        Thread.ofPlatform().daemon().name("lifeline-clock").start(Lifeline::untilTimeIsUp);
    }

    private static void untilInputEnds() {
        try {
            while (System.in.read() >= 0) {
                // nothing is ever said; only the end counts
            }
        } catch (IOException gone) {
            // the same as the end
        }
        Runtime.getRuntime().halt(0);
    }

    private static void untilTimeIsUp() {
        try {
            Thread.sleep(LONGEST_LIFE_MILLIS);
        } catch (InterruptedException early) {
            Thread.currentThread().interrupt();
        }
        Runtime.getRuntime().halt(3);
    }
}

package swoole4j.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import swoole4j.core.coroutine.Poller;

/** The thread of an I/O loop goes on whatever a turn of it throws. */
class ReactorThreadTest {
    private final Thread.UncaughtExceptionHandler before = Thread.getDefaultUncaughtExceptionHandler();
    private final List<String> reported = new ArrayList<>();
    private final ReactorThread thread = new ReactorThread(0);

    /** Throws at the first flushes, then at the first turns, and ends at last. */
    private static final class Failing implements Poller {
        private final int most;
        private int flushes;
        private int turns;
        private boolean around;

        Failing(int most) {
            this.most = most;
        }

        @Override
        public void around(Runnable loop) {
            loop.run();
            around = true;
        }

        @Override
        public void flush() {
            if (++flushes <= most) throw new OutOfMemoryError("flush " + flushes);
        }

        @Override
        public boolean turn(boolean mayWait) {
            if (++turns <= most) throw new IllegalStateException("turn " + turns);
            return false;
        }

        @Override
        public void wakeup() {}
    }

    @AfterEach
    void giveBack() {
        Thread.setDefaultUncaughtExceptionHandler(before);
    }

    private void run(Failing loop) throws InterruptedException {
        Thread.setDefaultUncaughtExceptionHandler((_, e) -> reported.add(e.getMessage()));
        thread.start(loop);
        assertTrue(thread.join(System.nanoTime() + TimeUnit.SECONDS.toNanos(60)));
    }

    @Test
    void flushesAndTurnsThatThrowAreReportedAndFollowedByOthers() throws Exception {
        Failing loop = new Failing(2);
        run(loop);
        assertEquals(List.of("flush 1", "flush 2", "turn 1", "turn 2"), reported);
        assertEquals(5, loop.flushes);
        assertTrue(loop.around, "ends in order");
    }
}

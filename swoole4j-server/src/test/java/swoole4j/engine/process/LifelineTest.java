package swoole4j.engine.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** The end of the pipe is the end of the master. */
class LifelineTest {
    private final CountDownLatch gone = new CountDownLatch(1);

    private boolean isGone() throws InterruptedException {
        return gone.await(30, TimeUnit.SECONDS);
    }

    @Test
    void onlyItsEndCounts() throws Exception {
        PipedOutputStream master = new PipedOutputStream();
        Thread watcher = Lifeline.watch(new PipedInputStream(master), gone::countDown);
        assertTrue(watcher.isDaemon());
        master.write(new byte[] {1, 2, 3});
        assertEquals(1, gone.getCount());
        master.close();
        assertTrue(isGone());
    }

    @Test
    void aPipeThatCannotBeReadHasEnded() throws Exception {
        PipedInputStream broken = new PipedInputStream(); // nobody is at its other end
        Lifeline.watch(broken, gone::countDown);
        assertTrue(isGone());
    }
}

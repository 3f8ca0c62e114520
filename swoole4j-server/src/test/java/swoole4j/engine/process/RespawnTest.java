package swoole4j.engine.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

/** When a worker may be started again. */
class RespawnTest {
    private long now = -5;
    private long bits;
    private final RandomGenerator random = () -> bits;
    private final Respawn respawn = new Respawn(() -> now, random);

    /** Lets the worker live, and returns the milliseconds to wait afterwards. */
    private long run(boolean ready, long millis) {
        respawn.started();
        if (ready) respawn.ready();
        now += TimeUnit.MILLISECONDS.toNanos(millis);
        return TimeUnit.NANOSECONDS.toMillis(respawn.ended());
    }

    @Test
    void atOnceWhenItWorkedForASecond() {
        assertEquals(0, run(true, 1000));
    }

    @Test
    void laterEachTimeWhenItDidNot() {
        List<Long> waits = new ArrayList<>();
        for (int i = 0; i < 8; i++) waits.add(run(true, 999));
        assertEquals(List.of(125L, 250L, 500L, 1000L, 2000L, 4000L, 5000L, 5000L), waits);
    }

    @Test
    void chanceMakesItShorterByAFifth() {
        bits = -1;
        assertEquals(100, run(false, 0));
    }

    @Test
    void aLongLifeThatWasNeverReadyIsAFailure() {
        assertEquals(125, run(false, 60_000));
    }

    @Test
    void oneGoodLifeIsANewBeginning() {
        run(true, 10);
        run(true, 10);
        run(true, 2000);
        assertEquals(125, run(true, 10));
    }

    @Test
    void tenThatWereNeverReadyAreEnough() {
        for (int i = 0; i < 9; i++) run(false, 0);
        assertFalse(respawn.givesUp());
        run(false, 0);
        assertTrue(respawn.givesUp());
    }

    @Test
    void oneThatWasReadyGivesHope() {
        for (int i = 0; i < 9; i++) run(false, 0);
        run(true, 0);
        run(false, 0);
        assertFalse(respawn.givesUp());
    }
}

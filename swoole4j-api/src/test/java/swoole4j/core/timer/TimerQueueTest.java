package swoole4j.core.timer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import swoole4j.Spec;

/** The order of timers, by a clock that the test sets. */
class TimerQueueTest {
    private final TimerQueue queue = new TimerQueue();
    private final List<String> fired = new ArrayList<>();

    private int after(long now, long delay) {
        return queue.add(now, delay, false, id -> () -> fired.add("after " + id));
    }

    private int tick(long now, long interval) {
        return queue.add(now, interval, true, id -> () -> fired.add("tick " + id));
    }

    private void run(long now) {
        for (TimerQueue.Entry timer : queue.takeDue(now)) {
            if (!queue.begin(timer)) continue;
            timer.callback().run();
            queue.finish(timer, now);
        }
    }

    @Test
    @Spec("coroutine 98")
    void timersFireByDueTimeAndThoseDueTogetherAsTheyWereAdded() {
        after(0, 30);
        after(0, 10);
        after(5, 5);
        after(0, 20);
        run(9);
        assertEquals(List.of(), fired);
        run(30);
        assertEquals(List.of("after 2", "after 3", "after 4", "after 1"), fired);
        assertEquals(TimerQueue.NEVER, queue.nextDue());
    }

    @Test
    void idsCountFromOne() {
        assertEquals(List.of(1, 2, 3), List.of(after(0, 1), tick(0, 1), after(0, 1)));
    }

    @Test
    @Spec("coroutine 88, 89")
    void aTickKeepsItsPhaseWhenItIsLate() {
        tick(0, 20);
        List<Long> due = new ArrayList<>();
        for (long now : new long[] {24, 40, 61, 80, 101}) {
            due.add(queue.nextDue());
            run(now);
        }
        assertEquals(List.of(20L, 40L, 60L, 80L, 100L), due);
        assertEquals(5, fired.size());
    }

    @Test
    @Spec("coroutine 89")
    void firingsThatAreMissedAreLeftOut() {
        tick(0, 20);
        run(75);
        assertEquals(1, fired.size());
        assertEquals(80, queue.nextDue());
    }

    @Test
    void aTickThatIsLateByExactlyOneIntervalWaitsForTheNext() {
        tick(0, 20);
        run(40);
        assertEquals(60, queue.nextDue());
    }

    @Test
    @Spec("coroutine 99")
    void aTimerAddedByACallbackWaitsForTheNextTurn() {
        queue.add(0, 1, false, _ -> () -> {
            fired.add("first");
            after(0, 1);
        });
        run(5);
        assertEquals(List.of("first"), fired);
        run(5);
        assertEquals(List.of("first", "after 2"), fired);
    }

    @Test
    void aCallbackMayClearATimerThatIsDueInTheSameTurn() {
        queue.add(0, 1, false, _ -> () -> fired.add("clear " + queue.clear(2)));
        after(0, 2);
        run(5);
        assertEquals(List.of("clear true"), fired);
        assertEquals(0, queue.size());
    }

    @Test
    void aTimerThatClearsItselfIsKnownUntilItsRunIsOver() {
        queue.add(0, 10, true, id -> () -> {
            fired.add(queue.clear(id) + " " + queue.clear(id) + " " + queue.exists(id));
            fired.add("removed " + queue.find(id).isRemoved());
        });
        run(10);
        assertEquals(List.of("true false false", "removed true"), fired);
        assertNull(queue.find(1));
        run(100);
        assertEquals(2, fired.size());
    }

    @Test
    void aTimerThatFiresOnceMayClearItselfToo() {
        queue.add(0, 10, false, id -> () -> fired.add(queue.exists(id) + " " + queue.clear(id)));
        run(10);
        assertEquals(List.of("true true"), fired);
        assertFalse(queue.clear(1));
    }

    @Test
    void runsAreCountedWhenTheyAreOver() {
        queue.add(0, 10, true, id -> () -> fired.add("" + queue.find(id).runs()));
        run(10);
        run(20);
        assertEquals(List.of("0", "1"), fired);
        assertEquals(2, queue.find(1).runs());
    }

    @Test
    void clearAllLeavesNothing() {
        after(0, 1);
        tick(0, 1);
        queue.clearAll();
        assertTrue(queue.isIdle());
        assertEquals(0, queue.size());
        run(100);
        assertEquals(List.of(), fired);
    }

    @Test
    void theLongestDelayDoesNotOverflow() {
        after(1000, Long.MAX_VALUE);
        assertEquals(TimerQueue.NEVER, queue.nextDue());
        assertFalse(queue.isIdle());
        run(Long.MAX_VALUE - 1);
        assertEquals(List.of(), fired);
    }

    @Test
    void aHundredThousandTimersInAnyOrder() {
        Random random = new Random(1);
        int many = 100_000;
        long[] due = new long[many + 1];
        List<Integer> order = new ArrayList<>();
        for (int i = 0; i < many; i++) {
            long delay = random.nextLong(1, 1_000_001);
            int id = queue.add(0, delay, false, it -> () -> order.add(it));
            due[id] = delay;
        }
        for (int id = 1; id <= many; id += 2) assertTrue(queue.clear(id));
        run(1_000_000);
        assertEquals(many / 2, order.size());
        for (int i = 1; i < order.size(); i++) assertTrue(due[order.get(i - 1)] <= due[order.get(i)]);
    }
}

package swoole4j.internal.shared;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.Test;
import swoole4j.Spec;
import swoole4j.internal.shared.SharedTable.When;

/** What the next one finds in a row after a process has died at some step of a call. */
class TakeOverTest {
    private final SharedMemory master = SharedMemories.master();
    private final SharedTable here = table(master);
    private final List<String> chain = chain(4);

    private static SharedTable table(SharedMemory memory) {
        Columns columns = new Columns();
        columns.add("a", Column.INT, 8);
        columns.add("b", Column.INT, 8);
        return new SharedTable(memory, columns, 64, 12);
    }

    /** Keys that meet in one bucket. */
    private static List<String> chain(int count) {
        List<String> keys = new ArrayList<>();
        for (int n = 0; keys.size() < count; n++) {
            if ((Key.of("k" + n).hash() & 63) == 7) keys.add("k" + n);
        }
        return keys;
    }

    private static Values values(SharedTable table, long a, long b) {
        Values values = new Values(2);
        values.add(table.columns().get("a"), a);
        values.add(table.columns().get("b"), b);
        return values;
    }

    private void fill(int rows) {
        for (int n = 0; n < rows; n++) here.write(Key.of(chain.get(n)), values(here, n, n), When.ALWAYS);
    }

    /** A process takes the bucket's lock, gets so far and dies. */
    private void dieAfter(BiConsumer<SharedTable, Long> steps) {
        SharedMemory child = SharedMemories.childOf(master);
        SharedTable there = table(child);
        long head = there.rows().bucketOf(Key.of(chain.getFirst()));
        there.rows().lock(head);
        steps.accept(there, head);
        SharedMemories.kill(child);
    }

    private void mustBe(int... rows) {
        List<String> expected = new ArrayList<>();
        for (int row : rows) {
            expected.add(chain.get(row));
            assertEquals(Map.of("a", (long) row, "b", (long) row), here.get(Key.of(chain.get(row))));
        }
        List<String> seen = new ArrayList<>();
        for (TableCursor cursor = new TableCursor(here); cursor.next(); ) seen.add(cursor.key());
        assertEquals(expected, seen);
        assertEquals(12 - Math.max(0, rows.length - 1), here.stats().get("available_slice_num"));
    }

    /** Any number of rows can come and go: nothing is lost for good. */
    private void mustWorkOn() {
        for (int round = 0; round < 3; round++) {
            for (String key : chain) here.write(Key.of(key), values(here, 1, 1), When.ALWAYS);
            for (String key : chain) here.remove(Key.of(key), null);
            assertNull(here.get(Key.of(chain.getFirst())));
            assertEquals(12, here.stats().get("available_slice_num"));
        }
    }

    @Test
    @Spec("coroutine 131")
    void whoReadsLeavesAllAsItIs() {
        fill(3);
        dieAfter((_, _) -> {});
        mustBe(0, 1, 2);
        mustWorkOn();
    }

    @Test
    @Spec("coroutine 131")
    void halfOfTheNewValuesAreNotThere() {
        fill(2);
        dieAfter((there, head) -> {
            long spare = there.rows().spare(head);
            Values half = new Values(1);
            half.add(there.columns().get("a"), 4711);
            half.writeTo(there.memory(), spare);
        });
        mustBe(0, 1);
        mustWorkOn();
    }

    @Test
    @Spec("coroutine 131")
    void aRowThatIsNotInsertedIsNotThere() {
        fill(0);
        dieAfter((there, head) -> there.rows().place(head, Key.of(chain.getFirst())));
        mustBe();
        fill(2);
        dieAfter((there, head) -> there.rows().place(head, Key.of(chain.get(2))));
        mustBe(0, 1);
        mustWorkOn();
    }

    @Test
    @Spec("coroutine 131")
    void aRowThatIsInsertedIsThere() {
        fill(2);
        dieAfter((there, head) -> {
            Key key = Key.of(chain.get(2));
            long row = there.rows().place(head, key);
            values(there, 2, 2).writeTo(there.memory(), there.rows().values(row));
            there.rows().insert(head, row, key);
        });
        mustBe(0, 1, 2);
        mustWorkOn();
    }

    @Test
    @Spec("coroutine 131")
    void aBucketWhoseRowWentWithoutTheNextMovingUpIsRight() {
        fill(3);
        dieAfter((there, head) -> there.rows().clear(head));
        assertEquals(Map.of("a", 1L, "b", 1L), here.get(Key.of(chain.get(1))));
        assertNull(here.get(Key.of(chain.getFirst())));
        mustWorkOn();
    }

    @Test
    @Spec("coroutine 131")
    void aRowThatMovedUpIsThereOnce() {
        fill(3);
        dieAfter((there, head) -> {
            there.rows().clear(head);
            there.rows().move(there.rows().next(head), head);
        });
        mustBe(1, 2);
        mustWorkOn();
    }

    @Test
    @Spec("coroutine 131")
    void whoDiesWhileItRepairsIsRepaired() {
        fill(2);
        dieAfter((there, head) -> there.rows().place(head, Key.of(chain.get(2))));
        dieAfter((there, head) -> there.rows().place(head, Key.of(chain.get(3))));
        mustBe(0, 1);
        mustWorkOn();
    }

    @Test
    void locksOfTheLivingAreWaitedFor() throws Exception {
        fill(1);
        Rows rows = here.rows();
        long head = rows.bucketOf(Key.of(chain.getFirst()));
        SharedTable there = table(SharedMemories.childOf(master));
        rows.lock(head);
        Thread other = Thread.ofPlatform().start(() -> there.remove(Key.of(chain.getFirst()), null));
        while (other.getState() != Thread.State.TIMED_WAITING) Thread.onSpinWait(); // it has looked at the holder
        assertEquals(1, here.count());
        rows.unlock(head);
        other.join();
        assertEquals(0, here.count());
    }
}

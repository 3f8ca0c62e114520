package swoole4j.engine.link.shared;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import swoole4j.engine.link.Tallies.Crowd;
import swoole4j.engine.link.Tallies.Reloads;
import swoole4j.engine.link.shared.StaffRecords.Total;

class StaffRecordsTest {
    private static final int SLOTS = 3;

    @TempDir
    private Path folder;

    private Path file;
    private StaffRecords master;

    @BeforeEach
    void create() throws IOException {
        file = folder.resolve("staff");
        master = StaffRecords.create(file, SLOTS, 1234);
    }

    private StaffRecords process(int worker, int incarnation) throws IOException {
        return StaffRecords.open(file, worker, incarnation);
    }

    @Test
    void whatAllProcessesOfAWorkerDidAddsUpForEverybody() throws IOException {
        StaffRecords old = process(1, 7);
        StaffRecords next = process(1, 8);
        old.worker(1).dispatch();
        next.worker(1).dispatch();
        next.worker(1).request();
        old.worker(1).response();
        master.vacate(1, 7);
        assertEquals(2, master.worker(1).dispatched());
        assertEquals(1, old.worker(1).requests());
        assertEquals(1, next.worker(1).responses());
        assertEquals(0, master.worker(0).dispatched());
    }

    @Test
    void whatAProcessHadInWorkGoesWithIt() throws IOException {
        StaffRecords old = process(0, 1);
        StaffRecords next = process(0, 2);
        old.worker(0).enter();
        old.worker(0).enter();
        next.worker(0).enter();
        assertEquals(3, master.worker(0).inWork());
        master.vacate(0, 1);
        old.worker(0).leave();
        assertEquals(1, master.worker(0).inWork());
        next.worker(0).leave();
        assertEquals(0, master.worker(0).inWork());
    }

    @Test
    void theOldestProcessOfTooManyCountsNoMore() throws IOException {
        for (int incarnation = 1; incarnation <= Desk.COUNT + 1; incarnation++) {
            StaffRecords one = process(2, incarnation);
            one.worker(2).enter();
        }
        assertEquals(Desk.COUNT, master.worker(2).inWork());
        for (int incarnation = 1; incarnation <= Desk.COUNT + 1; incarnation++) master.vacate(2, incarnation);
        assertEquals(0, master.worker(2).inWork());
    }

    @Test
    void aCrowdIsOfAllProcesses() throws IOException {
        Crowd first = process(0, 1).crowd();
        Crowd second = process(2, 2).crowd();
        assertTrue(first.enter(2));
        assertTrue(second.enter(2));
        assertFalse(first.enter(2));
        second.leave();
        assertTrue(first.enter(2));
        master.vacate(0, 1);
        assertTrue(second.enter(2));
        assertTrue(second.enter(2));
        assertFalse(second.enter(2));
    }

    @Test
    void aWorkerIsTheProcessThatItsMasterNamed() throws IOException {
        assertEquals(0, master.pid(1));
        StaffRecords old = process(1, 1);
        master.seat(1, 1, 4_194_303);
        assertEquals(4_194_303, old.pid(1));
        assertEquals(StaffRecords.BUSY, master.status(1));
        old.turn(StaffRecords.IDLE, 5, 9, 2);
        assertTrue(master.isIdle(1));
        assertEquals(5, master.coroutines(1));
        assertEquals(9, master.coroutinesAtMost(1));
        assertEquals(2, master.requests(1));

        StaffRecords next = process(1, 2);
        next.turn(StaffRecords.IDLE, 1, 1, 1);
        assertEquals(5, master.coroutines(1), "it is not the worker yet");
        master.seat(1, 2, 99);
        old.say(3);
        assertEquals(StaffRecords.IDLE, master.status(1), "the other is not the worker any more");
        assertEquals(1, master.coroutines(1));
        master.vacate(1, 1);
        assertEquals(99, master.pid(1));
        master.vacate(1, 2);
        assertEquals(0, master.pid(1));
    }

    @Test
    void totalsAreTheServers() throws IOException {
        StaffRecords worker = process(0, 1);
        worker.responseElsewhere();
        master.responseElsewhere();
        worker.add(Total.TASKS_WAITING, 2);
        master.add(Total.TASKS_WAITING, -1);
        assertEquals(2, worker.responsesElsewhere());
        assertEquals(1, worker.read(Total.TASKS_WAITING));
        assertEquals(0, worker.read(Total.TASKS_GIVEN));
        assertEquals(1234, worker.startSeconds());
        assertEquals(new Reloads(0, 0), worker.reloads());
        master.reload(5_000_000_000L);
        master.reload(6_000_000_000L);
        assertEquals(new Reloads(2, 6_000_000_000L), worker.reloads());
    }

    @Test
    void anotherFileIsRefused() throws IOException {
        assertThrows(IOException.class, () -> process(SLOTS, 1));
        Path other = folder.resolve("other");
        Files.write(other, new byte[10]);
        assertThrows(IOException.class, () -> StaffRecords.open(other, 0, 1));
        assertThrows(IOException.class, () -> StaffRecords.create(file, SLOTS, 0));
    }
}

package swoole4j.internal.shared;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import swoole4j.SwooleException;
import swoole4j.core.coroutine.TestWorker;

class SharedMemoryTest {
    private final SharedMemory master = SharedMemories.master();

    @Test
    void aChildThatMakesAnotherObjectIsToldOfBoth() {
        master.cell(Kind.ATOMIC);
        master.cell(Kind.MUTEX);
        SharedMemory child = SharedMemories.childOf(master);
        child.cell(Kind.ATOMIC);
        var thrown = assertThrows(SwooleException.class, () -> child.cell(Kind.ATOMIC_LONG));
        assertEquals(
                "shared object 1 is a Lock of type MUTEX in the master, but here it is an Atomic.Long: both must make the"
                        + " same objects in the same order before start()",
                thrown.getMessage());
    }

    @Test
    void aChildThatMakesMoreIsToldSo() {
        master.cell(Kind.ATOMIC);
        SharedMemory child = SharedMemories.childOf(master);
        child.cell(Kind.ATOMIC);
        var thrown = assertThrows(SwooleException.class, () -> child.cell(Kind.ATOMIC));
        assertTrue(
                thrown.getMessage().startsWith("shared object 1 is nothing in the master, but here it is an Atomic"));
    }

    @Test
    void aChildOfAMasterWithoutObjectsIsToldSo() {
        SharedMemory child = SharedMemories.childOf(master);
        var thrown = assertThrows(SwooleException.class, () -> child.cell(Kind.ATOMIC));
        assertTrue(thrown.getMessage().startsWith("the master has no shared memory 'processes' in []"));
    }

    @Test
    void moreMemoryMustBeForTheSame() {
        MemorySegment there = master.memory(master.cell(Kind.TABLE), "three columns", 100);
        there.set(ValueLayout.JAVA_INT, 96, 4711);
        SharedMemory child = SharedMemories.childOf(master);
        Cell cell = child.cell(Kind.TABLE);
        var thrown = assertThrows(SwooleException.class, () -> child.memory(cell, "two columns", 10_000));
        assertTrue(thrown.getMessage()
                .startsWith("shared object 0 is three columns in the master, but here it is two columns"));
        assertEquals(4711, child.memory(cell, "three columns", 100).get(ValueLayout.JAVA_INT, 96));
    }

    @Test
    void manyObjectsHaveAPlace() {
        int many = 40_000;
        for (int n = 0; n < many; n++) master.cell(Kind.ATOMIC_LONG).memory().set(ValueLayout.JAVA_LONG, 8, n);
        SharedMemory child = SharedMemories.childOf(master);
        for (int n = 0; n < many; n++) {
            assertEquals(n, child.cell(Kind.ATOMIC_LONG).memory().get(ValueLayout.JAVA_LONG, 8));
        }
    }

    @Test
    void whatACoroutineMakesIsItsProcesssOwn() throws Exception {
        try (TestWorker worker = TestWorker.start()) {
            assertEquals(-1, worker.run(() -> master.cell(Kind.ATOMIC)).number());
        }
        assertEquals(0, master.cell(Kind.ATOMIC).number());
    }

    @Test
    void nobodyElseMayLookAndNothingIsLeft() throws IOException {
        master.memory(master.cell(Kind.TABLE), "", 100);
        Path folder = Path.of(master.environment().get(SharedMemory.VARIABLE).split(File.pathSeparator, -1)[1]);
        assertEquals("rwx------", PosixFilePermissions.toString(Files.getPosixFilePermissions(folder)));
        assertTrue(Files.exists(folder.resolve("memory-0")));
        SharedMemories.end(master);
        assertFalse(Files.exists(folder));
    }

    @Test
    void anInterruptedThreadGetsItsMemory() {
        Thread.currentThread().interrupt();
        Cell cell = master.cell(Kind.TABLE);
        master.memory(cell, "", 100);
        assertTrue(Thread.interrupted());
        assertFalse(master.processes().isAlive(12345));
        assertTrue(master.processes().isAlive(master.processes().self()));
    }

    @Test
    void memoryThatIsNotThereIsRefused() {
        var thrown = assertThrows(SwooleException.class, () -> master.memory(master.cell(Kind.TABLE), "", 1L << 60));
        assertTrue(thrown.getMessage().startsWith("unable to allocate memory: no room for 11529215046068"));
    }

    @Test
    void whoIsDeadIsKnownToBe() {
        master.cell(Kind.ATOMIC);
        SharedMemory first = SharedMemories.childOf(master);
        int mark = first.processes().self();
        assertTrue(master.processes().isAlive(mark));
        SharedMemories.kill(first);
        assertFalse(master.processes().isAlive(mark));
        SharedMemory second = SharedMemories.childOf(master);
        assertEquals(Processes.slot(mark), Processes.slot(second.processes().self()));
        assertFalse(master.processes().isAlive(mark));
        assertTrue(master.processes().isAlive(second.processes().self()));
    }

    @Test
    void whatDeadProcessesLeftIsClearedByTheNext(@TempDir Path base) throws IOException {
        Path left = Files.createDirectory(base.resolve("swoole4j-shared-123"));
        Files.createFile(left.resolve("owner"));
        Files.createFile(left.resolve("memory-1"));
        Path foreign = Files.createDirectory(base.resolve("swoole4j-shared-456"));
        Path link = Files.createSymbolicLink(base.resolve("swoole4j-shared-789"), left);
        Folder first = Folder.create(base);
        Folder second = Folder.create(base);
        assertFalse(Files.exists(left));
        assertTrue(Files.exists(foreign));
        assertTrue(Files.isSymbolicLink(link));
        assertTrue(Files.exists(first.path().resolve("owner")));
        first.delete();
        second.delete();
        assertFalse(Files.exists(first.path()));
    }
}

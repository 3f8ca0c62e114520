package swoole4j.engine.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import swoole4j.SwooleException;
import swoole4j.engine.process.ProcessFamily.Relation;

/** How a child JVM knows who it is. */
class IdentityTest {
    private static final ProcessFamily CHILD = _ -> Relation.CHILD;

    private static Identity identity(Role role) {
        return new Identity(role, 3, 17, Path.of("/tmp/swoole4j-1-0"), Identity.newSecret(), 4711);
    }

    @ParameterizedTest
    @EnumSource
    void theEnvironmentTellsIt(Role role) {
        Identity told = identity(role);
        assertEquals(told, Identity.of(told.environment(), CHILD));
    }

    @Test
    void withoutOneItIsNoChild() {
        assertNull(Identity.of(Map.of("PATH", "/bin"), CHILD));
    }

    @Test
    void whatAChildStartsIsNotMeant() {
        assertNull(Identity.of(identity(Role.EVENT).environment(), _ -> Relation.OTHER));
    }

    @Test
    void anOrphanDoesNotBecomeAMaster() {
        Map<String, String> environment = identity(Role.EVENT).environment();
        String message = assertThrows(SwooleException.class, () -> Identity.of(environment, _ -> Relation.ORPHAN))
                .getMessage();
        assertTrue(message.contains("4711"), message);
    }

    @ParameterizedTest
    @CsvSource({
        "SWOOLE4J_WORKER, manager",
        "SWOOLE4J_WORKER, ''",
        "SWOOLE4J_WORKER_ID, -1",
        "SWOOLE4J_WORKER_ID, 2147483648",
        "SWOOLE4J_WORKER_ID, x",
        "SWOOLE4J_WORKER_INCARNATION, 1.5",
        "SWOOLE4J_WORKER_FOLDER, relative",
        "SWOOLE4J_WORKER_MASTER, ''",
    })
    void damageIsNamed(String name, String value) {
        Map<String, String> environment = new HashMap<>(identity(Role.TASK).environment());
        environment.put(name, value);
        String message = assertThrows(SwooleException.class, () -> Identity.of(environment, CHILD))
                .getMessage();
        assertTrue(message.contains(name + ": " + value), message);
        environment.remove(name);
        if (!name.equals("SWOOLE4J_WORKER")) {
            assertThrows(SwooleException.class, () -> Identity.of(environment, CHILD));
        }
    }

    @Test
    void theSecretIsInNoMessage() {
        Identity identity = identity(Role.EVENT);
        assertFalse(identity.toString().contains(identity.secret()));
        Map<String, String> environment = new HashMap<>(identity.environment());
        environment.put("SWOOLE4J_WORKER_SECRET", "almost-secret");
        String message = assertThrows(SwooleException.class, () -> Identity.of(environment, CHILD))
                .getMessage();
        assertFalse(message.contains("almost-secret"), message);
    }

    @Test
    void aSecretHas128Bits() {
        assertTrue(Identity.newSecret().matches("[0-9a-f]{32}"));
        assertNotEquals(Identity.newSecret(), Identity.newSecret());
    }

    @Test
    void aParentMayBeTheMasterAndANumberThatNobodyHasAnEndedOne() {
        long parent = ProcessHandle.current().parent().orElseThrow().pid();
        assertEquals(Relation.CHILD, ProcessFamily.OF_THIS_JVM.relationTo(parent));
        assertEquals(Relation.ORPHAN, ProcessFamily.OF_THIS_JVM.relationTo(Integer.MAX_VALUE));
        assertEquals(
                Relation.OTHER,
                ProcessFamily.OF_THIS_JVM.relationTo(ProcessHandle.current().pid()));
    }

    @Test
    void aMasterWhoseStatusNobodyAsksForHasEnded() throws Exception {
        Process careless = new ProcessBuilder("sh", "-c", "sleep 61 > /dev/null & echo $!; exec sleep 60").start();
        try (BufferedReader output = careless.inputReader()) {
            long master = Long.parseLong(output.readLine());
            ProcessHandle.of(master).ifPresent(ProcessHandle::destroyForcibly);
            long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
            while (ProcessFamily.OF_THIS_JVM.relationTo(master) != Relation.ORPHAN) {
                assertTrue(System.nanoTime() - deadline < 0, "still there");
                Thread.onSpinWait(); // nobody tells of the end of another's child
            }
        } finally {
            careless.destroyForcibly();
        }
    }
}

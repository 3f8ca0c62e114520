package swoole4j.coroutine;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import swoole4j.Constants;
import swoole4j.Coroutine;
import swoole4j.Spec;
import swoole4j.Swoole;
import swoole4j.core.coroutine.OnBothSchedulers;

/** Files, names, commands and signals. */
class SystemTest extends OnBothSchedulers {
    private static final int WINCH = 28;

    @TempDir
    private Path folder;

    @Test
    @Spec("coroutine 80")
    void aCommandGivesItsCodeItsSignalAndItsOutput() throws Exception {
        inCoroutine(() -> {
            assertEquals(Map.of("code", 3, "signal", 0, "output", "täxt\n"), System.exec("echo täxt; exit 3"));
            assertEquals(
                    Map.of("code", 0, "signal", 0, "output", "out\nerr\n"),
                    System.exec("echo out; echo err >&2", true));
            assertEquals(Map.of("code", 0, "signal", 9, "output", ""), System.exec("kill -9 $$"));
            assertEquals(127, System.exec("no-such-command 2> /dev/null").get("code"));
            return null;
        });
    }

    @Test
    @Spec("coroutine 80")
    void meanwhileOthersRun() throws Exception {
        Path pipe = folder.resolve("pipe");
        inCoroutine(() -> {
            assertEquals(0, System.exec("mkfifo " + pipe).get("code"));
            int waiting =
                    Coroutine.go(() -> order.add(System.exec("cat " + pipe).get("output")));
            assertTrue(Coroutine.exists(waiting));
            assertEquals(0, System.exec("echo through > " + pipe).get("code"));
            Coroutine.join(List.of(waiting));
            return null;
        });
        assertEquals(List.of("through\n"), order.stream().map(Object::toString).toList());
    }

    @Test
    void aCommandThatIsCancelledIsKilled() throws Exception {
        Path pipe = folder.resolve("pipe");
        inCoroutine(() -> {
            System.exec("mkfifo " + pipe);
            int waiting = Coroutine.go(() -> {
                assertNull(System.exec("echo $$ > " + pipe + "; exec sleep 3600"));
                order.add(Swoole.lastError());
            });
            long pid = Long.parseLong(System.readFile(pipe.toString()).strip());
            ProcessHandle shell = ProcessHandle.of(pid).orElseThrow();
            assertTrue(Coroutine.cancel(waiting));
            shell.onExit().join();
            return null;
        });
        assertEquals(List.of(Constants.SWOOLE_ERROR_CO_CANCELED), order);
    }

    @Test
    @Spec("coroutine 81")
    void aMissingFileIsNotRead() throws Exception {
        String missing = folder.resolve("missing").toString();
        inCoroutine(() -> {
            assertNull(System.readFile(missing));
            assertEquals(Constants.SWOOLE_ERROR_FILE_NOT_EXIST, Swoole.lastError());
            assertNull(System.readFile("a\0b"));
            assertEquals(Constants.SWOOLE_ERROR_INVALID_PARAMS, Swoole.lastError());
            assertNull(System.statvfs(missing));
            return null;
        });
    }

    @Test
    @Spec("coroutine 82")
    void aFileIsWrittenAnewOrAppendedTo() throws Exception {
        String path = folder.resolve("file").toString();
        inCoroutine(() -> {
            assertEquals(5, System.writeFile(path, "täxt"));
            assertEquals(3, System.writeFile(path, "abc"));
            assertEquals(2, System.writeFile(path, "de", Constants.FILE_APPEND));
            assertEquals("abcde", System.readFile(path));
            assertArrayEquals(Files.readAllBytes(Path.of(path)), System.readFileBytes(path));
            assertEquals(-1, System.writeFile(folder.toString(), "a folder"));
            assertTrue(System.statvfs(path).get("bsize") > 0);
            return null;
        });
    }

    @Test
    @Spec("coroutine 83")
    void namesAreLookedUp() throws Exception {
        inCoroutine(() -> {
            assertEquals("127.0.0.1", System.gethostbyname("localhost"));
            assertTrue(System.getaddrinfo("localhost").contains("127.0.0.1"));
            assertEquals("127.0.0.1", System.dnsLookup("localhost"));
            assertEquals("127.0.0.1", System.gethostbyname("127.0.0.1", Constants.AF_INET, 20));
            assertNull(System.gethostbyname("no such name.invalid"));
            assertEquals(Constants.SWOOLE_ERROR_DNSLOOKUP_RESOLVE_FAILED, Swoole.lastError());
            return null;
        });
    }

    @Test
    @Spec("coroutine 84")
    void aSignalIsWaitedFor() throws Exception {
        inCoroutine(() -> {
            assertEquals(0, System.waitSignal(WINCH, .005));
            assertEquals(Constants.SWOOLE_ERROR_CO_TIMEDOUT, Swoole.lastError());
            WaitGroup both = new WaitGroup(2);
            for (List<Integer> signals : List.of(List.of(WINCH), List.of(18, WINCH))) {
                Coroutine.go(() -> {
                    order.add(System.waitSignal(signals, -1));
                    both.done();
                });
            }
            long pid = ProcessHandle.current().pid();
            assertEquals(0, System.exec("kill -WINCH " + pid).get("code"));
            assertTrue(both.await());
            assertEquals(0, System.waitSignal(9, 1));
            assertEquals(Constants.SWOOLE_ERROR_INVALID_PARAMS, Swoole.lastError());
            return null;
        });
        assertEquals(List.of(WINCH, WINCH), order);
    }

    @Test
    void theEndOfAChildIsWaitedFor() throws Exception {
        inCoroutine(() -> {
            Process cat = new ProcessBuilder("cat").start();
            assertNull(System.waitPid(cat.pid(), .005));
            assertEquals(Constants.SWOOLE_ERROR_CO_TIMEDOUT, Swoole.lastError());
            int one = Coroutine.go(() -> order.add(System.waitPid(cat.pid(), -1)));
            int any = Coroutine.go(() -> order.add(System.await(-1)));
            cat.getOutputStream().close();
            assertTrue(Coroutine.join(List.of(one, any)));
            Map<String, Object> ended = Map.of("pid", (int) cat.pid(), "code", 0, "signal", 0);
            assertEquals(List.of(ended, ended), order);
            assertEquals(ended, System.waitPid(cat, 1));
            return null;
        });
    }

    @Test
    void theCodeOrTheSignalOfAChildIsTold() throws Exception {
        inCoroutine(() -> {
            Process failing = new ProcessBuilder("/bin/sh", "-c", "read line; exit 3").start();
            int waiting = Coroutine.go(
                    () -> order.add(System.waitPid(failing.pid(), -1).get("code")));
            failing.getOutputStream().close();
            Coroutine.join(List.of(waiting));
            Process killed = new ProcessBuilder("cat").start();
            waiting = Coroutine.go(() -> order.add(System.waitPid(killed, -1).get("signal")));
            killed.destroyForcibly();
            Coroutine.join(List.of(waiting));
            return null;
        });
        assertEquals(List.of(3, 9), order);
    }

    @Test
    void whatIsNoChildAndDescriptorsAreNotWaitedFor() throws Exception {
        inCoroutine(() -> {
            assertNull(System.waitPid(ProcessHandle.current().pid(), 1));
            assertEquals(10, Swoole.lastError());
            assertEquals(0, System.waitEvent(1, 1, 1));
            assertEquals(Constants.SWOOLE_ERROR_OPERATION_NOT_SUPPORT, Swoole.lastError());
            return null;
        });
    }

    @Test
    void allOfItNeedsACoroutine() {
        assertThrows(IllegalStateException.class, () -> System.exec("true"));
        assertThrows(IllegalStateException.class, () -> System.readFile("/"));
        assertThrows(IllegalStateException.class, () -> System.waitSignal(WINCH, 1));
        assertFalse(Files.exists(folder.resolve("missing")));
    }
}

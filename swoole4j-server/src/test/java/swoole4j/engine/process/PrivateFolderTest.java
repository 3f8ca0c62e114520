package swoole4j.engine.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.nio.file.attribute.UserPrincipal;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import swoole4j.SwooleException;

/** The folder of a master, and what becomes of those that others left. */
class PrivateFolderTest {
    private static final String RANDOM = "-0123456789abcdef";
    /** No process has that number. */
    private static final String ENDED = "swoole4j-2147483647" + RANDOM;

    @TempDir
    Path parent;

    @Test
    void onlyItsUserGetsIn() throws IOException {
        try (PrivateFolder folder = PrivateFolder.createIn(parent)) {
            assertEquals("rwx------", PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.path())));
            assertTrue(folder.path()
                    .getFileName()
                    .toString()
                    .matches("swoole4j-" + ProcessHandle.current().pid() + "-[0-9a-f]{16}"));
        }
    }

    @Test
    void itGoesWithAllThatIsInIt() throws IOException {
        Path outside = Files.writeString(parent.resolve("outside"), "stays");
        PrivateFolder folder = PrivateFolder.createIn(parent);
        Files.createDirectories(folder.path().resolve("a/b"));
        Files.writeString(folder.path().resolve("a/b/c"), "goes");
        Files.createSymbolicLink(folder.path().resolve("link"), outside);
        folder.close();
        assertFalse(Files.exists(folder.path()));
        assertTrue(Files.exists(outside));
        folder.close();
    }

    @Test
    void aSocketsPathMayBeTooLong() throws IOException {
        try (PrivateFolder folder = PrivateFolder.createIn(parent)) {
            int room = 107 - (folder.path().toString().length() + 1);
            assertEquals(folder.path().resolve("s".repeat(room)), folder.socket("s".repeat(room)));
            String message = assertThrows(SwooleException.class, () -> folder.socket("s".repeat(room + 1)))
                    .getMessage();
            assertTrue(message.contains("108") && message.contains("java.io.tmpdir"), message);
        }
    }

    @Test
    void aParentThatIsNotThereIsNamed() {
        Path gone = parent.resolve("gone");
        String message = assertThrows(SwooleException.class, () -> PrivateFolder.createIn(gone))
                .getMessage();
        assertTrue(message.contains(gone.toString()) && message.contains("java.io.tmpdir"), message);
    }

    @Nested
    class OfOthers {
        private Path make(String name, boolean lock) throws IOException {
            Path folder = Files.createDirectories(parent.resolve(name).resolve("inner"))
                    .getParent();
            if (lock) Files.createFile(folder.resolve(PrivateFolder.LOCK));
            Files.setLastModifiedTime(folder, FileTime.from(Instant.now().minus(Duration.ofHours(1))));
            return folder;
        }

        private void sweep() {
            PrivateFolder.createIn(parent).close();
        }

        @Test
        void isDeletedWhenNobodyLocksIt() throws IOException {
            Path ended = make(ENDED, true);
            Path reused = make("swoole4j-" + ProcessHandle.current().pid() + RANDOM, true);
            sweep();
            assertFalse(Files.exists(ended));
            assertFalse(Files.exists(reused), "another process had that number");
        }

        @Test
        void staysWhileItsMasterLives() {
            try (PrivateFolder first = PrivateFolder.createIn(parent)) {
                sweep();
                assertTrue(Files.exists(first.path().resolve(PrivateFolder.LOCK)));
            }
        }

        @Test
        void withoutALockIsDeletedWhenItsMasterEndedLongAgo() throws IOException {
            Path ended = make(ENDED, false);
            Path alive = make("swoole4j-" + ProcessHandle.current().pid() + RANDOM, false);
            Path fresh = make("swoole4j-2147483646" + RANDOM, false);
            Files.setLastModifiedTime(fresh, FileTime.from(Instant.now().plus(Duration.ofHours(1))));
            sweep();
            assertFalse(Files.exists(ended));
            assertTrue(Files.exists(alive));
            assertTrue(Files.exists(fresh), "it may belong to another container, and be about to be locked");
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "swoole4j-0" + RANDOM,
                    "swoole4j-1-0123456789abcdeF",
                    "swoole4j-1-0123456789abcde",
                    "swoole4j-12345678901" + RANDOM,
                    "swoole4j-1" + RANDOM + "-x",
                    "swoole4j-cache",
                })
        void staysWhenItIsNamedDifferently(String name) throws IOException {
            Path other = make(name, true);
            sweep();
            assertTrue(Files.exists(other));
        }

        @Test
        void isNotFollowedWhenItIsALink() throws IOException {
            Path target = make("precious", true);
            Path link = Files.createSymbolicLink(parent.resolve(ENDED), target);
            sweep();
            assertTrue(Files.exists(target.resolve(PrivateFolder.LOCK)));
            assertTrue(Files.exists(link, LinkOption.NOFOLLOW_LINKS));
        }

        @Test
        void isNotOpenedWhenItsLockIsALink() throws IOException {
            Path folder = make(ENDED, false);
            Path target = Files.createFile(parent.resolve("precious"));
            Files.createSymbolicLink(folder.resolve(PrivateFolder.LOCK), target);
            sweep();
            assertTrue(Files.exists(folder));
            assertTrue(Files.exists(target));
        }

        @Test
        void staysWhenItBelongsToAnotherUser() throws IOException {
            Path folder = make(ENDED, true);
            UserPrincipal somebody =
                    parent.getFileSystem().getUserPrincipalLookupService().lookupPrincipalByName("54321");
            AbandonedFolders.sweep(parent, somebody, Set.of());
            assertTrue(Files.exists(folder));
        }
    }
}

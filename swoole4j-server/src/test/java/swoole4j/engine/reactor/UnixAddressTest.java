package swoole4j.engine.reactor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import swoole4j.engine.link.SocketKind;

class UnixAddressTest {
    @TempDir
    private Path folder;

    private Path path() {
        return folder.resolve("s");
    }

    private UnixAddress claim() {
        return UnixAddress.claim(path().toString(), SocketKind.UNIX_STREAM);
    }

    @Test
    void whatWasClaimedIsRemovedAtTheEnd() {
        UnixAddress address = claim();
        assertTrue(Files.exists(path()));
        address.close();
        address.release();
        assertFalse(Files.exists(path()));
    }

    @Test
    void aFileThatTookItsPlaceIsNot() throws Exception {
        UnixAddress address = claim();
        Files.delete(path());
        Files.writeString(path(), "precious");
        address.close();
        address.release();
        assertEquals("precious", Files.readString(path()));
    }

    @Test
    void listenersFindThePathFree() throws Exception {
        UnixAddress address = claim();
        address.share();
        assertFalse(Files.exists(path()));
        address.release();
    }
}

package swoole4j.server.files;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static swoole4j.server.files.StaticServer.file;
import static swoole4j.server.files.StaticServer.get;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import swoole4j.tests.Spec;

/** No spelling of a request target, and no link, leads to a file outside document_root. */
class TraversalTest {
    private static final String SECRET = "the secret";

    @TempDir
    Path folder;

    private Path root;
    private StaticServer server;

    @BeforeEach
    void start() throws IOException {
        root = folder.resolve("public");
        file(root.resolve("a.txt"), "public");
        file(root.resolve("sub/b.txt"), "public too");
        file(folder.resolve("secret.txt"), SECRET);
        file(folder.resolve("public-secret/secret.txt"), SECRET);
        server = StaticServer.start(
                root, Map.of("http_autoindex", true, "http_index_files", List.of("secret.txt", "a.txt")));
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private void mustNotTell(String target) throws IOException {
        String answer = server.answer(get(target));
        assertFalse(answer.contains(SECRET), answer);
        assertFalse(answer.contains("root:"), answer);
        assertFalse(answer.contains(">secret.txt<"), answer);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/../secret.txt",
                "/sub/../../secret.txt",
                "/./.././secret.txt",
                "/%2e%2e/secret.txt",
                "/%2E%2E%2Fsecret.txt",
                "/..%2fsecret.txt",
                "/.%2e/secret.txt",
                "/%2e./secret.txt",
                "/%252e%252e/secret.txt",
                "/%25252e%25252e%25252fsecret.txt",
                "/..;/secret.txt",
                "/..;a=b/secret.txt",
                "/..\\secret.txt",
                "/..%5csecret.txt",
                "/%5c..%5c..%5csecret.txt",
                "/....//secret.txt",
                "/.../secret.txt",
                "//../secret.txt",
                "//secret.txt",
                "/sub//..//..//secret.txt",
                "/..%00/secret.txt",
                "/a.txt%00/../../secret.txt",
                "/secret.txt%00.txt",
                "/%c0%ae%c0%ae/secret.txt",
                "/%c0%ae%c0%ae%c0%afsecret.txt",
                "/%e0%80%ae%e0%80%ae/secret.txt",
                "/%f0%80%80%ae%f0%80%80%ae/secret.txt",
                "/%c0%2e%c0%2e/secret.txt",
                "/%u002e%u002e/secret.txt",
                "/%uff0e%uff0e/secret.txt",
                "/%ef%bc%8e%ef%bc%8e/secret.txt",
                "/%%32%65%%32%65/secret.txt",
                "/../public-secret/secret.txt",
                "/..?/../secret.txt",
                "/?/../secret.txt",
                "/..#/../secret.txt",
                "/../../../../../../../../../../etc/passwd",
                "/%2e%2e/%2e%2e/%2e%2e/%2e%2e/%2e%2e/etc/passwd",
                "//etc/passwd",
                "/%2fetc/passwd",
                "/file:///etc/passwd",
                "/~root/secret.txt",
                "/sub/%2e%2e%2f%2e%2e%2fsecret.txt",
                "/.%0d./secret.txt",
                "/..%0a/secret.txt",
                "/..%20/secret.txt",
                "/..%09/secret.txt"
            })
    @Spec("http 149")
    void spellingsOfTheWayUpAreBlocked(String target) throws Exception {
        mustNotTell(target);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"http://a/../secret.txt", "http://a/%2e%2e/secret.txt", "http://a/..%2fsecret.txt", "*", ".."})
    void targetsOfOtherFormsAreBlockedToo(String target) throws Exception {
        mustNotTell(target);
    }

    @Test
    @Spec("http 149")
    void everyDepthOfTheWayUpIsBlocked() throws Exception {
        for (int depth = 1; depth < 40; depth++) {
            mustNotTell("/" + "../".repeat(depth) + "secret.txt");
            mustNotTell("/sub/" + "%2e%2e%2f".repeat(depth) + "secret.txt");
            mustNotTell("/" + "../".repeat(depth) + folder.toString().substring(1) + "/secret.txt");
        }
    }

    @Test
    void aWayUpThatStaysInsideIsServed() throws Exception {
        assertEquals("public", server.body(get("/sub/../a.txt")));
        assertEquals("public", server.body(get("/sub/%2e%2e/a.txt")));
        assertEquals("public too", server.body(get("//sub//./b.txt")));
    }

    @Test
    void veryLongPathsAreRefusedOrMissing() throws Exception {
        for (int length : List.of(254, 255, 256, 300, 4095, 4096, 4097, 12_289, 60_000)) {
            mustNotTell("/" + "a".repeat(length) + ".txt");
            mustNotTell("/" + "../".repeat(length / 3) + "secret.txt");
            mustNotTell("/" + "%2e%2e/".repeat(length / 7) + "secret.txt");
            mustNotTell("/" + "sub/../".repeat(length / 7) + "../secret.txt");
        }
    }

    @Test
    @Spec("http 150")
    void linksToTheOutsideAreNotServed() throws Exception {
        Files.createSymbolicLink(root.resolve("absolute.txt"), folder.resolve("secret.txt"));
        Files.createSymbolicLink(root.resolve("relative.txt"), Path.of("../secret.txt"));
        Files.createSymbolicLink(root.resolve("folder"), folder);
        Files.createSymbolicLink(root.resolve("twice"), root.resolve("folder"));
        Files.createSymbolicLink(root.resolve("sibling"), folder.resolve("public-secret"));
        Files.createSymbolicLink(root.resolve("sub/secret.txt"), folder.resolve("secret.txt"));
        Files.createSymbolicLink(root.resolve("loop.txt"), root.resolve("loop.txt"));
        Files.createSymbolicLink(root.resolve("broken.txt"), root.resolve("nothing"));
        for (String target : List.of(
                "/absolute.txt",
                "/relative.txt",
                "/folder/secret.txt",
                "/folder/",
                "/folder",
                "/twice/secret.txt",
                "/twice",
                "/sibling/secret.txt",
                "/sibling/",
                "/sub/",
                "/sub/secret.txt",
                "/loop.txt",
                "/broken.txt")) {
            server.mustBeDynamic(target);
        }
    }

    @Test
    void linksThatStayInsideAreServed() throws Exception {
        Files.createSymbolicLink(root.resolve("absolute.txt"), root.resolve("a.txt"));
        Files.createSymbolicLink(root.resolve("relative.txt"), Path.of("sub/b.txt"));
        Files.createSymbolicLink(root.resolve("folder"), root.resolve("sub"));
        assertEquals("public", server.body(get("/absolute.txt")));
        assertEquals("public too", server.body(get("/relative.txt")));
        assertEquals("public too", server.body(get("/folder/b.txt")));
    }

    @Test
    void aRootThatIsALinkIsServed() throws Exception {
        Path link = Files.createSymbolicLink(folder.resolve("link"), root);
        try (StaticServer linked = StaticServer.start(link, Map.of())) {
            assertEquals("public", linked.body(get("/a.txt")));
            assertTrue(linked.body(get("/../secret.txt")).startsWith("dynamic"));
        }
    }
}

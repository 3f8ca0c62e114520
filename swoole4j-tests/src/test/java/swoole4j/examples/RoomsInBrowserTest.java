package swoole4j.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import swoole4j.scenario.RunningScript;

/** The page of {@code examples/framework/chat} in a browser, served by the example in a process of its own. */
class RoomsInBrowserTest {
    private static final Path CHAT = Path.of("..", "examples", "framework", "chat");

    @Test
    void pagesOfARoomSeeWhoIsThereTalkAndWhisperAndComeBackWithTheServer() throws Exception {
        int port = RunningScript.freePort();
        try (var browser = new Browser()) {
            Tab ann, bob;
            try (var server = chat(port)) {
                ann = join(browser, port, "Ann", "lobby");
                bob = join(browser, port, "Bob", "lobby");
                Tab carl = join(browser, port, "Carl", "garden");
                for (Tab tab : new Tab[] {ann, bob}) tab.await("here.innerText === 'Ann\\nBob'");
                carl.await("here.innerText === 'Carl'");

                String words = "<img src=x onerror=alert(1)> & 🙂";
                ann.type(words);
                for (Tab tab : new Tab[] {ann, bob}) {
                    tab.await("log.children.length === 1");
                    assertEquals(
                            words,
                            tab.eval("log.lastElementChild.lastChild.textContent")
                                    .asText());
                    assertEquals(0, tab.eval("document.images.length").asInt(), "text became HTML");
                }
                assertEquals(
                        "say mine", ann.eval("log.lastElementChild.className").asText());

                carl.type("@Ann psst");
                ann.await("log.lastElementChild.innerText === 'Carl\\npsst'");
                carl.await("log.lastElementChild.className === 'whisper mine'");
                assertEquals(1, bob.eval("log.children.length").asInt(), "a whisper was heard");

                bob.type("@Dora bye");
                bob.await("log.lastElementChild.innerText === 'Dora is not here'");

                server.terminate();
                for (Tab tab : new Tab[] {ann, bob}) tab.await("states.some(it => it.includes('1001'))");
                assertEquals(0, server.exitCode());
            }
            try (var again = chat(port)) {
                for (Tab tab : new Tab[] {ann, bob}) tab.await("here.innerText === 'Ann\\nBob'");
                again.terminate();
                assertEquals(0, again.exitCode());
            }
        }
    }

    private static ServerProcess chat(int port) throws Exception {
        Path classes = RunningScript.compile(CHAT, Path.of("target", "examples", "framework", "chat"));
        return new ServerProcess(CHAT.resolve("server.java"), classes, "server", port);
    }

    /** Opens the page, notes every state that it shows from then on in {@code states}, and enters a room. */
    private static Tab join(Browser browser, int port, String name, String room) throws Exception {
        Tab tab = browser.open("http://127.0.0.1:" + port + "/");
        tab.await("document.readyState === 'complete' && join.elements.name === document.activeElement");
        tab.eval("""
                var states = [];
                new MutationObserver(() => states.push(state.textContent)).observe(state, {childList: true});
                join.elements.room.value = '%s'""".formatted(room));
        tab.type(name);
        tab.await("states.at(-1) === 'connected as %s in %s'".formatted(name, room));
        return tab;
    }
}

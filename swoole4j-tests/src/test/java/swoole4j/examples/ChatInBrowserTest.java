package swoole4j.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import swoole4j.scenario.RunningScript;

/** The page of {@code examples/chat} in a browser, served by the example in a process of its own. */
class ChatInBrowserTest {
    private static final Path CHAT = Path.of("..", "examples", "chat");

    @Test
    void twoTabsTalkHear1001WhenTheServerEndsAndComeBackWithIt() throws Exception {
        int port = RunningScript.freePort();
        try (var browser = new Browser()) {
            Tab ann, bob;
            try (var server = chat(port)) {
                ann = join(browser, port, "Ann");
                bob = join(browser, port, "Bob");
                ann.await("log.innerText.includes('Bob joined. Here now: Ann, Bob')");

                String words = "<img src=x onerror=alert(1)> & 🙂";
                ann.type(words);
                for (Tab tab : new Tab[] {ann, bob}) {
                    tab.await("log.lastElementChild.innerText.includes('<img')");
                    assertEquals(
                            words,
                            tab.eval("log.lastElementChild.lastChild.textContent")
                                    .asText());
                    assertEquals(0, tab.eval("document.images.length").asInt(), "text became HTML");
                }
                assertEquals("mine", ann.eval("log.lastElementChild.className").asText());
                assertTrue(bob.eval("log.lastElementChild.innerText").asText().startsWith("Ann\n"));

                server.terminate();
                for (Tab tab : new Tab[] {ann, bob}) {
                    tab.await("states.some(it => it.includes('1001') && it.includes('going away'))");
                }
                assertEquals(0, server.exitCode());
            }
            try (var again = chat(port)) {
                ann.await("states.at(-1) === 'connected as Ann'");
                bob.await("states.at(-1) === 'connected as Bob'");
                ann.await("log.lastElementChild.innerText.endsWith('Here now: Ann, Bob')");
                again.terminate();
                assertEquals(0, again.exitCode());
            }
        }
    }

    private static ServerProcess chat(int port) throws Exception {
        Path classes = RunningScript.compile(CHAT, Path.of("target", "examples", "chat"));
        return new ServerProcess(CHAT.resolve("server.java"), classes, "server", port);
    }

    /** Opens the page, notes every state that it shows from then on in {@code states}, and enters a name. */
    private static Tab join(Browser browser, int port, String name) throws Exception {
        Tab tab = browser.open("http://127.0.0.1:" + port + "/");
        tab.await("document.readyState === 'complete' && join.elements.name === document.activeElement");
        tab.eval("""
                var states = [];
                new MutationObserver(() => states.push(state.textContent)).observe(state, {childList: true})""");
        tab.type(name);
        tab.await("states.at(-1) === 'connected as %s'".formatted(name));
        return tab;
    }
}

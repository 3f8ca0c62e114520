package swoole4j.examples;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;

/** A page in a browser. */
final class Tab {
    private static final int TIMEOUT_MILLIS = 30_000;

    private final DevTools tools;
    private final String session;

    Tab(DevTools tools, String session) {
        this.tools = tools;
        this.session = session;
    }

    /** Returns the value of an expression, after it is there when it is a promise. */
    JsonNode eval(String expression) throws Exception {
        JsonNode result = call(
                "Runtime.evaluate",
                Map.of("expression", expression, "awaitPromise", true, "returnByValue", true, "userGesture", true));
        if (result.has("exceptionDetails")) throw new AssertionError(expression + "\n" + result);
        return result.get("result").path("value");
    }

    /** Waits until the condition holds in the page; one that throws does not hold. */
    void await(String condition) throws Exception {
        String look = """
                new Promise(done => {
                    const end = Date.now() + %d;
                    const holds = () => { try { return %s } catch { return false } };
                    const look = () => holds() ? done(true) : Date.now() > end ? done(false) : setTimeout(look, 10);
                    look();
                })""".formatted(TIMEOUT_MILLIS, condition);
        if (eval(look).asBoolean()) return;
        throw new AssertionError(condition + " does not come true in a page that says\n"
                + eval("document.body.innerText").asText());
    }

    /** Types into the field that has the focus, and presses Enter. */
    void type(String text) throws Exception {
        call("Input.insertText", Map.of("text", text));
        call(
                "Input.dispatchKeyEvent",
                Map.of("type", "keyDown", "key", "Enter", "text", "\r", "windowsVirtualKeyCode", 13));
        call("Input.dispatchKeyEvent", Map.of("type", "keyUp", "key", "Enter", "windowsVirtualKeyCode", 13));
    }

    JsonNode call(String method, Map<String, ?> parameters) throws Exception {
        return tools.call(session, method, parameters);
    }
}

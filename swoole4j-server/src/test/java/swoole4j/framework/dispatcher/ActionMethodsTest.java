package swoole4j.framework.dispatcher;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import swoole4j.engine.Spec;

/** Which methods of a controller are its actions. */
class ActionMethodsTest {
    private static final Call CALL = Call.of("chat", "say");

    static class Base extends WsController {
        String done = "";

        public void say(Call call) {
            done = "base " + call.action();
        }

        public void inherited() {
            done = "inherited";
        }
    }

    static class Chat extends Base {
        @Override
        public void say(Call call) {
            done = call.action();
        }

        public String quit() {
            done = "quit";
            return done;
        }

        public void fails() throws IOException {
            throw new IOException("failed");
        }

        protected void guarded() {}

        void local() {}

        @SuppressWarnings("unused")
        private void hidden() {}

        public static void shared() {}

        public void takesText(String text) {
            done = text;
        }

        public void takesTwo(Call call, int more) {
            done = call.action() + more;
        }

        @Override
        public boolean onRequest(String action) {
            return true;
        }

        public void onRequest() {}

        public void onException(Call call) {}

        @Override
        public void afterAction(String action) {}

        @Override
        public String toString() {
            return "chat";
        }

        public void equals(Call call) {}
    }

    private final Chat chat = new Chat();
    private final ActionMethods actions = ActionMethods.of(Chat.class);

    @Test
    @Spec("framework 85")
    void arePublicOnesWithoutParameterOrWithACall() throws Exception {
        for (String name : List.of("say", "quit", "inherited")) {
            Action action = actions.action(chat, name);
            assertNotNull(action, name);
            action.run(CALL);
            assertEquals(name, chat.done);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "guarded", "local", "hidden", "shared", "takesText", "takesTwo", "onRequest", "onException",
                        "afterAction",
                "actionNotFound", "caller", "response", "begin", "toString", "hashCode", "equals", "getClass", "notify",
                "notifyAll", "wait", "clone", "finalize", "<init>", "Say", "SAY", "", "done"
            })
    @Spec("framework 85")
    void areNotTheOthers(String name) {
        assertNull(actions.action(chat, name));
    }

    @Test
    void throwWhatTheyThrow() {
        Action fails = actions.action(chat, "fails");
        assertNotNull(fails);
        assertEquals(
                "failed", assertThrows(IOException.class, () -> fails.run(CALL)).getMessage());
    }

    @Test
    void areLookedUpOnce() {
        assertSame(actions, ActionMethods.of(Chat.class));
    }

    static final class Ambiguous extends WsController {
        public void say() {}

        public void say(Call call) {}
    }

    @Test
    void twoOfOneNameAreRefused() {
        var thrown = assertThrows(IllegalStateException.class, () -> ActionMethods.of(Ambiguous.class));
        assertTrue(
                String.valueOf(thrown.getMessage()).startsWith("the action say is two methods: "), thrown::getMessage);
    }

    abstract static class Generic<T> extends WsController {
        public abstract T answer();
    }

    static final class OfString extends Generic<String> {
        String done = "";

        @Override
        public String answer() {
            done = "answered";
            return done;
        }
    }

    @Test
    void areFoundWhereTheCompilerAddedABridge() throws Exception {
        OfString object = new OfString();
        Action answer = ActionMethods.of(OfString.class).action(object, "answer");
        assertNotNull(answer);
        answer.run(CALL);
        assertEquals("answered", object.done);
    }
}

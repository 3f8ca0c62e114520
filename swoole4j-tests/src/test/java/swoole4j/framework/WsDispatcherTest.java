package swoole4j.framework;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import ch.qos.logback.classic.Level;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import swoole4j.Constants;
import swoole4j.framework.dispatcher.Call;
import swoole4j.framework.dispatcher.NoSuchControllerException;
import swoole4j.framework.dispatcher.Reply;
import swoole4j.framework.dispatcher.WsController;
import swoole4j.framework.dispatcher.WsDispatcher;
import swoole4j.testing.LogLines;
import swoole4j.testing.Notes;
import swoole4j.testing.RawClient;
import swoole4j.testing.TestServer;
import swoole4j.tests.Spec;
import swoole4j.websocket.Server;

/** Messages that call actions of controllers, over sockets of a bare server. A message is "controller action text". */
class WsDispatcherTest {
    private final Notes notes = new Notes();

    private static WsDispatcher.Builder dispatcher() {
        return WsDispatcher.builder().parser(raw -> {
            if (raw.equals("ignore")) return null;
            String[] words = raw.split(" ", 3);
            if (words.length < 2) throw new IllegalArgumentException("not a call: " + raw);
            return Call.of(words[0], words[1], Map.of("text", words.length < 3 ? "" : words[2]));
        });
    }

    private static TestServer start(WsDispatcher.Builder builder) {
        WsDispatcher dispatcher = builder.build();
        Server server = new Server("127.0.0.1", 0);
        server.on("message", dispatcher::dispatch);
        return TestServer.start(server);
    }

    private interface Talk {
        void with(RawClient client) throws Exception;
    }

    /** Talks to a dispatcher as one client. */
    private static void talk(WsDispatcher.Builder builder, Talk talk) throws Exception {
        try (TestServer server = start(builder);
                RawClient client = server.websocket()) {
            talk.with(client);
        }
    }

    @Test
    void aMessageCallsAnActionAndItsReplyComesBack() throws Exception {
        var chat = dispatcher()
                .encoder(reply -> "<" + reply.message() + ">")
                .controller(
                        "chat",
                        c -> c.action("say", call -> call.reply().message(call.action() + " " + call.arg("text"))));
        talk(chat, client -> {
            client.text("chat say hello").mustReceive(0x81, "<say hello>");
            client.mustCloseCleanly();
        });
    }

    @Test
    void aReplyHasTheOpcodeAndTheFinalBitThatItSays() throws Exception {
        var chat = dispatcher()
                .controller(
                        "chat",
                        c -> c.action(
                                        "begin",
                                        call -> call.reply()
                                                .message("ab".getBytes(StandardCharsets.UTF_8))
                                                .opcode(Constants.WEBSOCKET_OPCODE_BINARY)
                                                .finish(false))
                                .action(
                                        "go",
                                        call -> call.reply()
                                                .message("c")
                                                .opcode(Constants.WEBSOCKET_OPCODE_CONTINUATION))
                                .action("twice", call -> {
                                    call.responseImmediately("at once");
                                    call.reply().message("at last");
                                }));
        talk(chat, client -> {
            client.text("chat begin").mustReceive(0x02, "ab");
            client.text("chat go").mustReceive(0x80, "c");
            client.text("chat twice").mustReceive(0x81, "at once").mustReceive(0x81, "at last");
            client.mustCloseCleanly();
        });
    }

    @Test
    @Spec("framework 82")
    void nothingIsSentForAMessageThatTheParserIgnores() throws Exception {
        var chat = dispatcher()
                .encoder(reply -> {
                    notes.add("encoded", reply.message());
                    return reply.message();
                })
                .controller("chat", c -> c.action("say", call -> call.reply().message(call.arg("text"))));
        talk(chat, client -> {
            client.text("ignore").text("chat say hello").mustReceive(0x81, "hello");
            client.mustCloseCleanly();
        });
        notes.mustBe("encoded hello");
    }

    @Test
    void nothingIsSentForAReplyWithoutMessage() throws Exception {
        talk(dispatcher().controller("chat", c -> c.action("say", _ -> {})), client -> {
            client.text("chat say hello");
            client.mustCloseCleanly();
        });
    }

    @Test
    @Spec("framework 83")
    void theHookGetsWhatTheParserThrewOnce() throws Exception {
        var chat = dispatcher().onException((call, thrown) -> {
            notes.add(call.controller() + call.action() + call.frame().data(), thrown.getMessage());
            call.reply().message("system error");
        });
        talk(chat, client -> {
            client.text("nonsense").mustReceive(0x81, "system error");
            client.mustCloseCleanly();
        });
        notes.mustBe("nonsense not a call: nonsense");
    }

    @Test
    @Spec("framework 83")
    void withoutHookTheConnectionIsClosedWith1011AndTheServerLives() throws Exception {
        var chat = dispatcher()
                .controller("chat", c -> c.action("say", call -> call.reply().message(call.arg("text"))));
        try (LogLines log = LogLines.open();
                TestServer server = start(chat)) {
            try (RawClient client = server.websocket()) {
                client.text("nonsense").mustCloseWith("03f3");
            }
            var logged = log.await(Level.ERROR, 1).getFirst();
            assertEquals("not a call: nonsense", logged.getThrowableProxy().getMessage());
            try (RawClient client = server.websocket()) {
                client.text("chat say hello").mustReceive(0x81, "hello");
                client.mustCloseCleanly();
            }
        }
    }

    @Test
    void aControllerThatIsNotThereIsTheHooks() throws Exception {
        var chat = dispatcher().onException((call, thrown) -> {
            notes.add(assertInstanceOf(NoSuchControllerException.class, thrown).getMessage());
            call.reply().message("no such controller").respondAndClose(4004, call.controller());
        });
        talk(chat, client -> {
            client.text("char say hello").mustReceive(0x81, "no such controller");
            client.mustCloseWith("0fa4 63686172");
        });
        notes.mustBe("no controller is named 'char'");
    }

    @Test
    @Spec("framework 84")
    void beforeMaySkipTheActionAndAfterRunsAllTheSame() throws Exception {
        var chat = dispatcher()
                .controller(
                        "chat",
                        c -> c.before(call -> !"".equals(call.arg("text")))
                                .action("say", call -> notes.add("say", call.arg("text")))
                                .notFound(call -> notes.add("not found", call.action()))
                                .after(call -> {
                                    notes.add("after", call.action());
                                    call.reply().message("done");
                                }));
        talk(chat, client -> {
            client.text("chat say").mustReceive(0x81, "done");
            client.text("chat shout").mustReceive(0x81, "done");
            client.text("chat say hello").mustReceive(0x81, "done");
            client.mustCloseCleanly();
        });
        notes.mustBe("after say", "after shout", "say hello", "after say");
    }

    @Test
    @Spec("framework 85")
    void anActionThatIsNotThereIsNotFound() throws Exception {
        var chat = dispatcher()
                .controller(
                        "chat",
                        c -> c.action("say", call -> call.reply().message("said"))
                                .notFound(call -> call.reply().message("no such action: " + call.action())));
        talk(chat, client -> {
            client.text("chat shout hello").mustReceive(0x81, "no such action: shout");
            client.text("chat toString").mustReceive(0x81, "no such action: toString");
            client.mustCloseCleanly();
        });
    }

    @Test
    @Spec("framework 86")
    void whatAnActionThrowsIsItsControllersHooksAndAfterRuns() throws Exception {
        var chat = dispatcher()
                .controller(
                        "chat",
                        c -> c.action("say", _ -> {
                                    throw new IllegalStateException("broken");
                                })
                                .onException((call, thrown) -> call.reply().message("failed: " + thrown.getMessage()))
                                .after(call -> notes.add("after", call.reply().message())))
                .onException((_, thrown) -> notes.add("never", thrown));
        talk(chat, client -> {
            client.text("chat say").mustReceive(0x81, "failed: broken");
            client.mustCloseCleanly();
        });
        notes.mustBe("after failed: broken");
    }

    @Test
    @Spec("framework 86")
    void whatNoControllersHookTookIsTheGlobalHooksAndAfterRanBefore() throws Exception {
        var chat = dispatcher()
                .controller(
                        "chat",
                        c -> c.action("say", _ -> {
                                    throw new IllegalStateException("broken");
                                })
                                .after(call -> {
                                    notes.add("after", call.action());
                                    throw new IllegalStateException("broken, too");
                                }))
                .onException((call, thrown) -> {
                    notes.add(call.controller(), thrown.getMessage(), thrown.getSuppressed()[0].getMessage());
                    call.reply().message("system error").respondAndClose(1011, "error");
                });
        talk(chat, client -> {
            client.text("chat say").mustReceive(0x81, "system error");
            client.mustCloseWith("03f3 6572726f72");
        });
        notes.mustBe("after say", "chat broken broken, too");
    }

    @Test
    @Spec("framework 86")
    void aHookThatThrowsEndsTheConnectionAndBothAreLogged() throws Exception {
        var chat = dispatcher()
                .controller(
                        "chat",
                        c -> c.action("say", _ -> {
                                    throw new IllegalStateException("broken");
                                })
                                .onException((_, _) -> {
                                    throw new IllegalStateException("the hook is broken");
                                }));
        try (LogLines log = LogLines.open()) {
            talk(chat, client -> client.text("chat say").mustCloseWith("03f3"));
            var logged = log.await(Level.ERROR, 1).getFirst().getThrowableProxy();
            assertEquals("the hook is broken", logged.getMessage());
            assertEquals("broken", logged.getSuppressed()[0].getMessage());
        }
    }

    @Test
    void anEncoderThatThrowsIsTheHooks() throws Exception {
        var chat = dispatcher()
                .encoder(reply -> {
                    if (reply.message() instanceof Integer number)
                        throw new IllegalStateException("cannot write " + number);
                    return reply.message();
                })
                .controller("chat", c -> c.action("say", call -> call.reply().message(5)))
                .onException((call, thrown) -> call.reply().message(thrown.getMessage()));
        talk(chat, client -> {
            client.text("chat say").mustReceive(0x81, "cannot write 5");
            client.mustCloseCleanly();
        });
    }

    @Test
    @Spec("framework 87")
    void aReplyMayCloseBehindItsMessageOrWithoutOne() throws Exception {
        var chat = dispatcher()
                .controller(
                        "chat",
                        c -> c.action(
                                        "quit",
                                        call -> call.reply().message("so long").respondAndClose(1000, "bye"))
                                .action(
                                        "close",
                                        call -> call.reply().message("never").close(4001, "out"))
                                .action("empty", call -> call.reply().respondAndClose())
                                .action("go", call -> call.reply().close()));
        try (TestServer server = start(chat)) {
            try (RawClient client = server.websocket()) {
                client.text("chat quit").mustReceive(0x81, "so long").mustCloseWith("03e8 627965");
            }
            try (RawClient client = server.websocket()) {
                client.text("chat close").mustCloseWith("0fa1 6f7574");
            }
            try (RawClient client = server.websocket()) {
                client.text("chat empty").mustCloseWith("03e8");
            }
            try (RawClient client = server.websocket()) {
                client.text("chat go").mustCloseWith("03e8");
            }
        }
    }

    @Test
    @Spec("framework 88")
    void aReplyToSomebodyWhoIsGoneIsSkippedSilently() throws Exception {
        CountDownLatch gone = new CountDownLatch(1);
        WsDispatcher chat = dispatcher()
                .controller(
                        "chat",
                        c -> c.action("say", call -> {
                            notes.add("begun");
                            if (!gone.await(20, TimeUnit.SECONDS)) throw new AssertionError("nobody left");
                            notes.add("immediately", call.responseImmediately("hello?"));
                            call.reply().message("hello?").respondAndClose(1000, "bye");
                        }))
                .build();
        Server server = new Server("127.0.0.1", 0);
        server.on("message", chat::dispatch);
        server.on("close", (Server _, int fd) -> gone.countDown());
        try (LogLines log = LogLines.open()) {
            try (TestServer test = TestServer.start(server)) {
                RawClient client = test.websocket();
                client.text("chat say");
                notes.await(1);
                client.reset();
                notes.mustBe("begun", "immediately false");
            } // the callback has ended when the server has
            assertEquals(List.of(), log.texts(Level.WARN));
            assertEquals(List.of(), log.texts(Level.ERROR));
        }
    }

    /** A class in EasySwoole's way; fields belong to one message. */
    class Chat extends WsController {
        private int actions;

        @Override
        protected boolean onRequest(String action) {
            notes.add("onRequest", action);
            return !"".equals(caller().arg("text"));
        }

        public void say() {
            response().message(++actions + " " + caller().arg("text"));
        }

        public void fails(Call call) throws Exception {
            throw new Exception(String.valueOf(call.arg("text")));
        }

        @Override
        protected void actionNotFound(String action) {
            response().message("no " + action);
        }

        @Override
        protected void onException(Throwable thrown) {
            response().message("failed: " + thrown.getMessage());
        }

        @Override
        protected void afterAction(String action) {
            notes.add("afterAction", action);
        }
    }

    @Test
    @Spec("framework 84-86")
    void publicMethodsOfAClassAreActionsAndEachMessageHasAnObjectOfItsOwn() throws Exception {
        talk(dispatcher().controller("chat", Chat::new), client -> {
            client.text("chat say hello").mustReceive(0x81, "1 hello");
            client.text("chat say again").mustReceive(0x81, "1 again");
            client.text("chat say");
            client.text("chat shout hello").mustReceive(0x81, "no shout");
            client.text("chat hashCode x").mustReceive(0x81, "no hashCode");
            client.text("chat afterAction x").mustReceive(0x81, "no afterAction");
            client.text("chat fails here").mustReceive(0x81, "failed: here");
            client.mustCloseCleanly();
        });
        List<String> names = List.of("say", "say", "say", "shout", "hashCode", "afterAction", "fails");
        notes.mustBe(names.stream()
                .flatMap(name -> List.of("onRequest " + name, "afterAction " + name).stream())
                .toArray(String[]::new));
    }

    @Test
    void aDispatcherNeedsAParserAndDifferentNames() {
        var thrown = assertThrows(
                IllegalStateException.class, () -> WsDispatcher.builder().build());
        assertEquals("a dispatcher needs a parser", thrown.getMessage());
        var twice = dispatcher().controller("chat", c -> {});
        var same = assertThrows(IllegalArgumentException.class, () -> twice.controller("chat", Chat::new));
        assertEquals("there is a controller 'chat' already", same.getMessage());
        var actions = assertThrows(
                IllegalArgumentException.class,
                () -> twice.controller("other", c -> c.action("say", _ -> {}).action("say", _ -> {})));
        assertEquals("there is an action 'say' already", actions.getMessage());
    }

    @Test
    void aReplyTakesWhatItsStatusSays() throws Exception {
        var chat = dispatcher()
                .controller(
                        "chat",
                        c -> c.action(
                                "say", call -> call.reply().message("said").status(Reply.Status.RESPONSE_AND_CLOSE)));
        talk(chat, client -> client.text("chat say").mustReceive(0x81, "said").mustCloseWith("03e8"));
    }
}

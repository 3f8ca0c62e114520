import static swoole4j.Constants.*;

import swoole4j.Event;
import swoole4j.framework.dispatcher.Call;
import swoole4j.framework.dispatcher.EventRegister;
import swoole4j.framework.dispatcher.ServerManager;
import swoole4j.framework.dispatcher.WsController;
import swoole4j.framework.dispatcher.WsDispatcher;
import swoole4j.websocket.Server;

void main(String[] argv) {
    int port = argv.length > 0 ? Integer.parseInt(argv[0]) : 9501;
    var manager = new ServerManager(new Server("0.0.0.0", port));
    mainServerCreate(manager.getEventRegister());
    manager.start();
}

void mainServerCreate(EventRegister register) {
    var dispatcher = WsDispatcher.builder()
        .parser(raw -> { // "class action content"; with JSON: the three values of a decoded map
            if (raw.isEmpty()) return null;
            String[] words = raw.split(" ", 3);
            if (words.length < 2) throw new IllegalArgumentException("not a call: " + raw);
            return Call.of(words[0], words[1], words.length > 2 ? words[2] : "");
        })
        .encoder(reply -> reply.message())
        .controller("index", Index::new)
        .controller("clock", c -> c
            .before(call -> !call.args().equals("secret"))
            .action("day", call -> call.reply().message("" + LocalDate.ofEpochDay(0).plusDays(days(call))))
            .notFound(call -> call.reply().message("no action " + call.action()))
            .onException((call, thrown) -> call.reply().message("not a number of days: " + call.args())))
        .onException((call, thrown) -> {
            IO.println("client " + call.fd() + ": " + thrown.getMessage());
            call.reply().message("system error").respondAndClose(WEBSOCKET_CLOSE_SERVER_ERROR, "error");
        })
        .build();

    register.set(Event.MESSAGE, dispatcher::dispatch);
    register.add(Event.OPEN, (server, request) -> IO.println("client " + request.fd() + " connected"));
    register.add(Event.OPEN, (server, request) -> server.push(request.fd(), "welcome"));
    register.add(Event.CLOSE, (server, fd, reactorId) -> IO.println("client " + fd + " closed"));
}

long days(Call call) {
    return Long.parseLong(call.args().toString());
}

/** Public methods are actions; each message gets an object of its own. */
class Index extends WsController {
    public void hello() {
        response().message("call hello with arg: " + caller().args());
    }

    public void who() {
        response().message("your fd is " + caller().fd());
    }

    public void delay(Call call) {
        response().message("this is delay action");
        call.server().after(100, () -> { // the reply has been sent by then
            call.responseImmediately("push in " + call.action());
        });
    }

    public void bye() {
        response().message("bye").respondAndClose(WEBSOCKET_CLOSE_NORMAL, "you asked for it");
    }

    @Override
    protected void actionNotFound(String action) {
        response().message("there is no " + action);
    }
}

import swoole4j.http.Request;
import swoole4j.http.Response;
import swoole4j.http.Server;

// curl http://localhost:9501/user/show?name=Ann
// curl http://localhost:9501/counter/add
void main(String[] argv) {
    var http = new Server("0.0.0.0", argv.length > 0 ? Integer.parseInt(argv[0]) : 9501);
    Map<String, Map<String, Action>> controllers = Map.of(
        "user", new User().actions(),
        "counter", new Counter().actions());

    http.on("request", (Request request, Response response) -> {
        String[] path = ((String) request.server().get("request_uri")).split("/"); // "", controller, action
        Action action = path.length == 3 ? controllers.getOrDefault(path[1], Map.of()).get(path[2]) : null;
        response.header("Content-Type", "text/plain; charset=utf-8");
        if (action == null) {
            response.status(404);
            response.end("no such action\n");
            return;
        }
        action.call(request, response);
    });

    http.start();
}

interface Action {
    void call(Request request, Response response) throws Exception;
}

class User {
    Map<String, Action> actions() {
        return Map.of("show", this::show);
    }

    void show(Request request, Response response) {
        response.end("This is " + request.get().getOrDefault("name", "nobody") + ".\n");
    }
}

class Counter {
    int count; // callbacks of one worker take turns: no lock

    Map<String, Action> actions() {
        return Map.of("add", this::add, "reset", this::reset);
    }

    void add(Request request, Response response) {
        response.end(++count + "\n");
    }

    void reset(Request request, Response response) {
        count = 0;
        response.redirect("/counter/add");
    }
}

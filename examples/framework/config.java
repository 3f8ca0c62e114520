// An application from a file. Any loader will do that makes maps and lists; here it is Jackson:
//
//   SWOOLE4J_CLASSPATH='jars/*' bin/swoole4j examples/framework/config.java

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import swoole4j.framework.*;
import swoole4j.framework.app.App;
import swoole4j.http.Request;
import swoole4j.http.Response;
import swoole4j.websocket.Frame;
import swoole4j.websocket.Server;

void main(String[] argv) throws IOException {
    Path file = Path.of(System.getProperty("jdk.launcher.sourcefile")).resolveSibling("config.json");
    Map<String, Object> config = new ObjectMapper().readValue(file.toFile(), new TypeReference<>() {});
    if (argv.length > 0) port(config, Integer.parseInt(argv[0]));

    App.fromMap(config)
        .routes(router -> router.addServer("ws", routes -> routes.get("/echo/{name}", Echo.class)))
        .start();
}

@SuppressWarnings("unchecked") // the file has a list of objects there
void port(Map<String, Object> config, int port) {
    ((List<Map<String, Object>>) config.get("servers")).getFirst().put("port", port);
}

static class Echo implements OnMessage {
    @Override
    public void onMessage(Server server, Frame frame) {
        String name = WsContext.request().attribute(Dispatched.class).params().get("name");
        server.push(frame.fd(), name + " said: " + frame.data());
    }
}

static class Greeting implements Middleware {
    @Override
    public HttpReply process(HttpRequest request, Next next) throws Exception {
        return next.handle(request).header("X-Greeting", "welcome");
    }
}

static class Pages {
    public void onWorkerStart(Server server, int workerId) {
        System.out.println("worker " + workerId + " has started");
    }

    public void onRequest(Request request, Response response) {
        response.end("This is for WebSockets: /echo/NAME\n");
    }
}

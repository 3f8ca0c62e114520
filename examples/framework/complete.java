// A complete application: a configuration, routes, an auth middleware, a controller, a core middleware, an exception handler.
// Needs a library for JSON Web Tokens, https://github.com/auth0/java-jwt, with what it needs:
//
//   SWOOLE4J_CLASSPATH='jars/*' JWT_OPEN=true JWT_SECRET=... bin/swoole4j examples/framework/complete.java

import com.auth0.jwt.JWT;
import com.auth0.jwt.algorithms.Algorithm;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import swoole4j.Constants;
import swoole4j.framework.*;
import swoole4j.framework.app.*;
import swoole4j.http.Request;
import swoole4j.http.Response;
import swoole4j.websocket.Frame;
import swoole4j.websocket.Server;

void main(String[] argv) {
    int ws = argv.length > 0 ? Integer.parseInt(argv[argv.length - 1]) : 9502;
    int http = argv.length > 1 ? Integer.parseInt(argv[argv.length - 2]) : 9501;
    boolean open = Boolean.parseBoolean(System.getenv("JWT_OPEN"));
    String secret = System.getenv().getOrDefault("JWT_SECRET", "");
    if (open && secret.length() < 32) throw new IllegalArgumentException("JWT_SECRET needs 32 characters or more");
    application(open, new Tokens(secret.isEmpty() ? UUID.randomUUID().toString() : secret), http, ws).start();
}

static App application(boolean jwtOpen, Tokens tokens, int http, int ws) {
    Users users = new Users();
    return App.of(
            ServerSpec.http("http").host("0.0.0.0").port(http).sockType(Constants.SWOOLE_SOCK_TCP),
            ServerSpec.websocket("ws").host("0.0.0.0").port(ws).sockType(Constants.SWOOLE_SOCK_TCP)
                .kernel(new WebsocketServer()))
        .settings(Map.of("worker_num", 1))
        .json(Json::encode)
        .middleware("ws", new WebSocketAuthMiddleware(jwtOpen, tokens, Set.of("/wss/demo")))
        .exceptionHandler("ws", new WebsocketExceptionHandler())
        .routes(router -> router
            .addServer("ws", routes -> routes.get("/wss/demo", new WebSocketController(users)))
            .addServer("http", routes -> routes.get("/push/{fd:\\d{1,9}}", (HttpHandler) request -> {
                int fd = Integer.parseInt(request.attribute(Dispatched.class).params().get("fd"));
                return HttpReply.of(200).json(Map.of("sent", Sender.push(fd, "from http")));
            })));
}

// ---- controllers

abstract static class AbstractWebSocketController {
    protected Map<String, Object> jwt() {
        return WsContext.get("jwt"); // never a field: the object is shared
    }

    protected boolean authorization(Server server, Request request) {
        return jwt() != null;
    }
}

static class WebSocketController extends AbstractWebSocketController implements OnMessage, OnOpen, OnClose {
    private static final System.Logger log = System.getLogger("WebSocketController");

    private final Users users;

    WebSocketController(Users users) {
        this.users = users;
    }

    @Override
    public void onMessage(Server server, Frame frame) {
        if (frame.opcode() == Constants.WEBSOCKET_OPCODE_PING) {
            server.push(frame.fd(), "", Constants.WEBSOCKET_OPCODE_PONG);
            return;
        }
        if (frame.data().equals("nihao")) {
            server.disconnect(frame.fd(), Constants.SWOOLE_WEBSOCKET_CLOSE_NORMAL, reason());
            return;
        }
        server.push(frame.fd(), "Recv: " + frame.data());
        server.push(frame.fd(), Json.encode(jwt()));
    }

    @Override
    public void onOpen(Server server, Request request) {
        boolean isOk = authorization(server, request);
        if (isOk) {
            server.push(request.fd(), "Authorization Success");
            log.log(System.Logger.Level.INFO, request.fd());
        } else {
            server.disconnect(request.fd(), Constants.SWOOLE_WEBSOCKET_CLOSE_NORMAL, "非法请求");
        }
    }

    @Override
    public void onClose(Server server, int fd, int reactorId) {
        log.log(System.Logger.Level.INFO, reason());
    }

    private String reason() {
        Map<String, Object> jwt = jwt();
        long uid = jwt != null && jwt.get("data") instanceof Map<?, ?> data && data.get("uid") instanceof Number number
            ? number.longValue()
            : 0;
        return Objects.toString(users.account(uid), "") + " 已由服务端断开连接";
    }
}

// ---- the kernel: needed only to change the flow itself

static class WebsocketServer extends WebSocketKernel {
    @Override
    protected void initCoreMiddleware(String serverName, AppConfig config) {
        core = new WebSocketCoreMiddleware();
        middlewares = config.middlewares(serverName);
        exceptionHandlers = config.exceptionHandlers(serverName, new WebsocketExceptionHandler());
    }

    @Override
    public void onHandShake(Request request, Response response) {
        int fd = response.fd();
        HttpReply reply = null;
        try {
            awaitWorkerStart();
            HttpRequest req = initRequest(request);
            if (!validKey(req.header("sec-websocket-key"))) throw new HandShakeException("sec-websocket-key is invalid!");
            Dispatched dispatched = route(req);
            req = req.withAttribute(Dispatched.class, dispatched);
            List<Middleware> chain = new ArrayList<>(middlewares);
            if (dispatched.isFound()) chain.addAll(routeMiddlewares(dispatched));
            reply = run(req, chain);
            if (reply.status() != 101) return; // finally still sends it
            Object handler = reply.handler();
            if (handler == null) return;
            register(fd, handler);
            deferOnOpen(request, handler, fd); // runs after the 101 left
        } catch (Throwable t) {
            reply = dispatchException(t);
        } finally {
            if (reply == null || reply.status() != 101) forget(fd);
            if (reply != null) emit(reply, response);
        }
    }
}

static class WebSocketCoreMiddleware extends CoreMiddleware {
    @Override
    protected HttpReply handleFound(Dispatched dispatched, HttpRequest request) {
        if (dispatched.handler() == null) throw new HandShakeException("Router not exist.");
        return upgrade(dispatched, request);
    }

    @Override
    protected HttpReply handleNotFound(HttpRequest request) {
        return HttpReply.of(404).header("Content-Type", "application/json").header("Description", "Route Error").body("");
    }
}

// ---- middleware and exceptions

static class WebSocketAuthMiddleware implements Middleware {
    private final boolean open;
    private final Tokens tokens;
    private final Set<String> routes;

    WebSocketAuthMiddleware(boolean open, Tokens tokens, Set<String> routes) {
        this.open = open;
        this.tokens = tokens;
        this.routes = routes;
    }

    @Override
    public HttpReply process(HttpRequest request, Next next) throws Exception {
        if (!open) return next.handle(request);
        String authorization = request.hasHeader("authorization") ? request.header("authorization") : "";
        if (!routes.contains(request.path()) || authorization.isEmpty()) return error(ErrorCode.JWT_EMPTY_ERR);
        Map<String, Object> jwt;
        try {
            String token = authorization.startsWith("Bearer ") ? authorization.substring(7) : authorization;
            jwt = tokens.explain(token);
        } catch (RuntimeException e) {
            return error(ErrorCode.DO_JWT_FAIL);
        }
        WsContext.set("jwt", jwt);
        return next.handle(request);
    }

    private static HttpReply error(ErrorCode e) {
        return HttpReply.of(401).json(Map.of("code", e.code, "msg", e.msg));
    }
}

static class WebsocketExceptionHandler implements ExceptionHandler {
    @Override
    public boolean isValid(Throwable t) {
        return t instanceof HandShakeException;
    }

    @Override
    public HttpReply handle(Throwable t, HttpReply reply) {
        if (t instanceof HttpException h) reply.status(h.status());
        return reply.body(t.getMessage());
    }
}

enum ErrorCode {
    JWT_EMPTY_ERR(10001, "the token is empty"),
    DO_JWT_FAIL(10002, "the token is not valid");

    final int code;
    final String msg;

    ErrorCode(int code, String msg) {
        this.code = code;
        this.msg = msg;
    }
}

// ---- what a real application has elsewhere

static class Users {
    private final Map<Long, String> accounts = Map.of(1L, "zhang");

    String account(long uid) {
        if (uid < 0) throw new IllegalArgumentException("uid " + uid + " is negative");
        return accounts.get(uid);
    }
}

static class Tokens {
    private final Algorithm algorithm;

    Tokens(String secret) {
        algorithm = Algorithm.HMAC256(secret);
    }

    String issue(long uid, Instant expires) {
        return JWT.create().withClaim("data", Map.of("uid", uid)).withExpiresAt(expires).sign(algorithm);
    }

    /** Returns the claims as plain values, which are still there when another process takes the connection over. */
    Map<String, Object> explain(String token) {
        String payload = JWT.require(algorithm).build().verify(token).getPayload();
        return Json.decode(new String(Base64.getUrlDecoder().decode(payload), StandardCharsets.UTF_8));
    }
}

static class Json {
    private static final ObjectMapper mapper = new ObjectMapper();

    static String encode(Object value) {
        try {
            return mapper.writeValueAsString(value);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @SuppressWarnings("unchecked") // an object of JSON is read as a map
    static Map<String, Object> decode(String json) {
        try {
            return mapper.readValue(json, Map.class);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

import static swoole4j.Constants.*;

import swoole4j.http.Request;
import swoole4j.http.Response;
import swoole4j.http.Server;

// openssl req -x509 -newkey rsa:2048 -nodes -days 365 -subj /CN=localhost -keyout key.pem -out cert.pem
// bin/swoole4j examples/http/https_http2.java cert.pem key.pem
// curl -ik --http2 https://localhost:9501/
void main(String[] argv) {
    int port = argv.length > 2 ? Integer.parseInt(argv[2]) : 9501;
    var http = new Server("0.0.0.0", port, SWOOLE_BASE, SWOOLE_SOCK_TCP | SWOOLE_SSL);
    http.set(Map.of(
        "ssl_cert_file", argv[0],
        "ssl_key_file", argv[1],
        "open_http2_protocol", true // for clients that ask for it; others get HTTP/1.1
    ));

    http.on("request", (Request request, Response response) -> {
        response.header("Content-Type", "text/plain; charset=utf-8");
        response.end("over TLS by " + request.server().get("server_protocol") + "\n");
    });

    http.start();
}

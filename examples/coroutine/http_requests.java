import static swoole4j.Coroutine.go;
import static swoole4j.Coroutine.run;

import swoole4j.coroutine.Channel;
import swoole4j.coroutine.WaitGroup;
import swoole4j.coroutine.http.Client;

// bin/swoole4j examples/coroutine/http_requests.java 9501 / /hello /missing: asks for all at once
void main(String[] argv) {
    int port = Integer.parseInt(argv[0]);
    var paths = List.of(argv).subList(1, argv.length);

    run(() -> { // joined by a WaitGroup
        var results = new TreeMap<String, Integer>();
        var wg = new WaitGroup();
        for (String path : paths) {
            wg.add();
            go(() -> {
                var cli = new Client("127.0.0.1", port);
                cli.set(Map.of("timeout", 5));
                cli.get(path);
                results.put(path, cli.statusCode()); // no lock: coroutines of one thread
                cli.close();
                wg.done();
            });
        }
        wg.await();
        IO.println(results);
    });

    run(() -> { // the same, joined by a channel
        var chan = new Channel<String>(paths.size());
        for (String path : paths) {
            go(() -> {
                var cli = new Client("127.0.0.1", port);
                chan.push(cli.get(path) ? path + " has " + cli.body().length() + " characters" : path + ": " + cli.errMsg());
                cli.close();
            });
        }
        var lines = new TreeSet<String>();
        for (int i = 0; i < paths.size(); i++) lines.add(chan.pop());
        lines.forEach(IO::println);
    });
}
